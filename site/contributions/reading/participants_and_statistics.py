"""Public views of a conference's participants, and of statistics of its contributions."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from contributions import contribution_cache_tags
from contributions.conference_registry import Conference, known
from contributions.models import Affiliation, Contribution, Registration
from contributions.reading.page_chrome import ChromeBelowPage, conference_of
from core import cache_tags
from core.caching import cache_headers
from core.dates.formatting import format_date
from core.languages.language_names import LANGUAGE_NAMES
from core.text.collation import sort_key
from core.text.text_joining import with_details

AFRICA = (
    "DZ EG EH LY MA SD TN BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS "
    "MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW AO"
)
AMERICAS = (
    "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN "
    "HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI"
)
ASIA = (
    "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO "
    "MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
EUROPE = (
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA"
)
OCEANIA = "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"
REGIONS: list[tuple[Promise, frozenset[str]]] = [
    (_("Africa"), frozenset(AFRICA.split())),
    (_("Americas"), frozenset(AMERICAS.split())),
    (_("Asia"), frozenset(ASIA.split())),
    (_("Europe"), frozenset(EUROPE.split())),
    (_("Oceania"), frozenset(OCEANIA.split())),
]


def region_of(country: str) -> str:
    """In the reader's language; empty for no country."""
    return next((str(name) for name, codes in REGIONS if country in codes), "")


STATISTICS = "statistics"
# Of the longest bar, in units of its own drawing.
WIDTH = 300


@dataclass(frozen=True)
class Bar:
    """One row of a table, and its bar in the chart beside it."""

    label: str
    count: int
    width: float


@dataclass(frozen=True)
class Table:
    """A table of the statistics: its heading, the name of its first column, and its bars."""

    heading: str
    column: str
    bars: list[Bar]

    @property
    def chart_width(self) -> int:
        """Return the width of the chart in SVG units."""
        return WIDTH


def statistics_view(request: HttpRequest, page: Page) -> HttpResponse:
    """`…/<conference>/statistics/`"""
    conference = conference_of(page, sessions=True)
    tokens = cache_tags.tokens({contribution_cache_tags.conference_tag(conference.key)})
    title = pgettext("heading", "Statistics")
    tables, total = tables_of(conference)
    context = {
        "chrome": ChromeBelowPage(request, page, f"{STATISTICS}/", title),
        "page": page,
        "title": title,
        "tables": tables,
        "total": total,
    }
    response = TemplateResponse(request, "contributions/statistics.html", context).render()
    cache_headers.set_cache_headers(request, response, known().changes_at(page), tokens)
    return response


def tables_of(conference: Conference) -> tuple[list[Table], int]:
    """The tables, and how many contributions they count; one query for all of them."""
    found = Contribution.objects.published().of_conference(conference.key)
    rows = list(
        found.annotate(day=TruncDate("posted_at")).counted_by(
            "author_affiliation", "author_country", "language", "session_key", "day"
        )
    )
    sessions = {session.key: session.title for session in conference.sessions}
    affiliations, languages = dict(Affiliation.choices), dict(LANGUAGE_NAMES)
    unknown = gettext("Not known")
    columns: list[tuple[str, str, Callable[[dict[str, Any]], str]]] = [
        (
            gettext("By affiliation"),
            pgettext("label", "Affiliation"),
            lambda row: str(affiliations.get(row["author_affiliation"], unknown)),
        ),
        (
            gettext("By region"),
            pgettext("label", "Region"),
            lambda row: region_of(row["author_country"] or "") or unknown,
        ),
        (
            gettext("By language"),
            pgettext("label", "Language"),
            lambda row: str(languages.get(row["language"], row["language"])),
        ),
        (
            gettext("By session"),
            pgettext("label", "Session"),
            lambda row: sessions.get(row["session_key"], unknown),
        ),
    ]
    tables = [Table(heading, column, _bars(rows, label)) for heading, column, label in columns]
    # Days stand in their order, all else by how many.
    tables.append(Table(gettext("By day"), pgettext("label", "Day"), _bars_of_days(rows)))
    return tables, sum(row["count"] for row in rows)


def _bars(rows: Iterable[dict[str, Any]], label: Callable[[dict[str, Any]], str]) -> list[Bar]:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[label(row)] += row["count"]
    return _drawn(counted.most_common())


def _bars_of_days(rows: Iterable[dict[str, Any]]) -> list[Bar]:
    counted: Counter[Any] = Counter()
    for row in rows:
        counted[row["day"]] += row["count"]
    return _drawn([(format_date(day), count) for day, count in sorted(counted.items())])


def _drawn(counts: list[tuple[str, int]]) -> list[Bar]:
    most = max((count for _label, count in counts), default=1)
    return [Bar(label, count, round(WIDTH * count / most, 1)) for label, count in counts]


PARTICIPANTS = "participants"


@dataclass(frozen=True)
class Group:
    """Participants listed under one heading."""

    heading: str
    lines: list[str]


def participants_view(request: HttpRequest, page: Page) -> HttpResponse:
    """`…/<conference>/participants/`"""
    conference = conference_of(page)
    tokens = cache_tags.tokens({contribution_cache_tags.participants_tag(conference.key)})
    title = pgettext("heading", "Participants")
    groups = participant_groups(conference.key)
    context = {
        "chrome": ChromeBelowPage(request, page, f"{PARTICIPANTS}/", title),
        "page": page,
        "title": title,
        "groups": groups,
        "total": sum(len(group.lines) for group in groups),
    }
    response = TemplateResponse(request, "contributions/participants.html", context).render()
    cache_headers.set_cache_headers(request, response, known().changes_at(page), tokens)
    return response


def participant_groups(conference_key: Any) -> list[Group]:
    """In the order of the affiliations; governments by country, organizations by name."""
    found = [row.participant for row in Registration.objects.approved(conference_key)]
    groups = []
    for affiliation in Affiliation:
        lines = [_line(person) for person in found if person.affiliation == affiliation]
        if lines:
            groups.append(Group(str(affiliation.label), sorted(lines, key=sort_key)))
    return groups


def _line(participant: Any) -> str:
    country = str(participant.country.name) if participant.country else ""
    parts = [country, participant.organization, participant.name]
    if participant.affiliation not in (Affiliation.PARTY, Affiliation.GOVERNMENT):
        parts = [participant.organization, country, participant.name]
    return with_details(parts)
