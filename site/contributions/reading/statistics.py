"""Counts contributions by affiliation, region, language, session and day."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, pgettext

from wagtail.models import Page

from contributions import contribution_cache_tags
from contributions.conference_registry import Conference, known
from contributions.models import Affiliation, Contribution
from contributions.reading.conference_lookup import conference_of
from contributions.reading.page_chrome import ChromeBelowPage
from contributions.reading.regions import region_of
from core import cache_tags
from core.caching import expiry
from core.dates.formatting import format_date
from core.languages.language_names import LANGUAGE_NAMES

NAME = "statistics"
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


def of_conference(request: HttpRequest, page: Page) -> HttpResponse:
    """`…/<conference>/statistics/`"""
    conference = conference_of(page, sessions=True)
    tokens = cache_tags.tokens({contribution_cache_tags.conference_tag(conference.key)})
    title = pgettext("heading", "Statistics")
    tables, total = tables_of(conference)
    context = {
        "chrome": ChromeBelowPage(request, page, f"{NAME}/", title),
        "page": page,
        "title": title,
        "tables": tables,
        "total": total,
    }
    response = TemplateResponse(request, "contributions/statistics.html", context).render()
    expiry.set_cache_headers(request, response, known().changes_at(page), tokens)
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
            lambda row: _session(sessions, row["session_key"], unknown),
        ),
    ]
    tables = [Table(heading, column, _bars(rows, label)) for heading, column, label in columns]
    # Days stand in their order, all else by how many.
    tables.append(Table(gettext("By day"), pgettext("label", "Day"), _bars_of_days(rows)))
    return tables, sum(row["count"] for row in rows)


def _session(sessions: dict[UUID, str], key: UUID, unknown: str) -> str:
    return sessions.get(key, unknown)


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
