"""Lists of contributions by thread or time, filtered and paginated by the query string."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from django_countries import countries

from contributions.conference_registry import Conference, Session
from contributions.models import Affiliation, Contribution
from contributions.models.contribution import ContributionQuerySet
from contributions.reading.entries import Entry, entries
from contributions.reading.translations import ARGUMENT, QUERY
from core.languages.language_names import LANGUAGE_NAMES
from core.text.collation import sort_key

PER_PAGE = 50
# What readers can narrow a list to.
COUNTED = ("state", "language", "author_affiliation", "author_country", "question_key")
Counted = dict[str, Any]
"""Values of the fields in COUNTED, and `count`."""
ORDERS = [
    ("thread", _("By thread")),
    ("oldest", _("Oldest first")),
    ("newest", _("Newest first")),
]


@dataclass
class Chosen:
    """What a reader has asked for; whatever makes no sense is left out."""

    order: str = "thread"
    question: int | None = None
    language: str = ""
    affiliation: str = ""
    country: str = ""
    translations: str = ""
    """"1" to read translations where there are any."""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Chosen":
        """Read order, filters and page number from a query string; drop unknown values."""
        number, page = query.get("question", ""), query.get("page", "")
        return cls(
            order=_one_of(query.get("order"), dict(ORDERS)) or "thread",
            question=int(number) if number.isdecimal() and len(number) < 4 else None,
            language=_one_of(query.get("language"), dict(LANGUAGE_NAMES)),
            affiliation=_one_of(query.get("affiliation"), dict(Affiliation.choices)),
            country=_one_of(query.get("country"), dict(countries)),
            translations="1" if query.get(ARGUMENT) == "1" else "",
            page=int(page) if page.isdecimal() and 0 < int(page[:5]) < 10_000 else 1,
        )

    @property
    def query_string(self) -> str:
        """Without the page."""
        given = {"order": self.order if self.order != "thread" else "", "question": self.question}
        given |= {"language": self.language, "affiliation": self.affiliation}
        given |= {"country": self.country, ARGUMENT: self.translations}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def kept_query(self) -> str:
        """What links to single contributions keep."""
        return QUERY if self.translations else ""

    @property
    def is_narrowed(self) -> bool:
        """Return whether any filter is set."""
        return bool(self.question or self.language or self.affiliation or self.country)


@dataclass
class Listing:
    """A page of a list: its entries, the chosen filters, and the pagination."""

    page_obj: PageOfList[Contribution]
    entries: list[Entry]
    chosen: Chosen
    choices: list[Any] = field(default_factory=list)

    @property
    def query_string(self) -> str:
        """Return the order and filters as a query string, for links to other pages."""
        return self.chosen.query_string

    @property
    def total(self) -> int:
        """Return the number of contributions found on all pages."""
        return int(self.page_obj.paginator.count)


def counted(contributions: ContributionQuerySet) -> list[Counted]:
    """How many are on record of each kind that readers can choose; one query."""
    return list(contributions.on_record().counted_by(*COUNTED))


def listing(
    contributions: ContributionQuerySet,
    conference: Conference,
    sessions: Iterable[Session],
    chosen: Chosen,
    heading: str = "h3",
    counts: list[Counted] | None = None,
) -> Listing:
    """One page of those on record: one query for how many there are, and one for the page.

    With `counts` (of `counted`), none for how many.
    """
    by_key = {session.key: session for session in sessions}
    found = _ordered(_narrowed(contributions.on_record(), by_key, chosen), chosen.order)
    paginator = Paginator(found.shown(), PER_PAGE)
    if counts is not None:
        paginator.count = _total(counts, by_key, chosen)
    page_obj = paginator.get_page(chosen.page)
    shown = entries(
        page_obj.object_list,
        by_key,
        is_open=False,
        translated=bool(chosen.translations),
        query=chosen.kept_query,
    )
    for entry in shown:
        entry.is_open = conference.is_open(entry.session)
        entry.heading = heading
    return Listing(page_obj, shown, chosen)


def _narrowed(
    found: ContributionQuerySet, sessions: dict[UUID, Session], chosen: Chosen
) -> ContributionQuerySet:
    """Of what is withdrawn, readers learn neither language nor author: a filter leaves it out."""
    if chosen.is_narrowed:
        found = found.published()
    if chosen.question:
        found = found.filter(question_key__in=_questions(sessions, chosen))
    return found.filter(**_wanted(chosen))


def _wanted(chosen: Chosen) -> dict[str, str]:
    names = ("language", "author_affiliation", "author_country")
    values = {name: getattr(chosen, name.removeprefix("author_")) for name in names}
    return {name: value for name, value in values.items() if value}


def _questions(sessions: dict[UUID, Session], chosen: Chosen) -> list[UUID]:
    """The questions with the chosen number: of a conference, one of each session."""
    return [q.key for s in sessions.values() for q in s.questions if q.number == chosen.question]


def _total(counts: list[Counted], sessions: dict[UUID, Session], chosen: Chosen) -> int:
    """How many there are on all pages, as `_narrowed` selects them."""
    wanted: dict[str, Any] = dict(_wanted(chosen))
    if chosen.is_narrowed:
        wanted["state"] = "published"
    questions = _questions(sessions, chosen) if chosen.question else None
    return sum(
        row["count"]
        for row in counts
        if all(row[name] == value for name, value in wanted.items())
        and (questions is None or row["question_key"] in questions)
    )


def _ordered(found: ContributionQuerySet, order: str) -> ContributionQuerySet:
    if order == "thread":
        return found.by_thread()
    return found.by_time(newest_first=order == "newest")


class FilterForm(forms.Form):
    """Sent by GET; offers only what occurs, so that no choice leads to an empty list."""

    order = forms.ChoiceField(
        label=pgettext_lazy("of a list", "Order"), choices=ORDERS, required=False
    )
    question = forms.ChoiceField(label=_("Guiding question"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)
    affiliation = forms.ChoiceField(label=pgettext_lazy("label", "Affiliation"), required=False)
    country = forms.ChoiceField(label=pgettext_lazy("label", "Country"), required=False)
    translations = forms.BooleanField(
        label=_("Show translations where there are any"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "1"}),
    )

    def __init__(self, counts: list[Counted], sessions: Iterable[Session], chosen: Chosen) -> None:
        super().__init__(initial=vars(chosen), auto_id="filter-%s")
        used = [row for row in counts if row["state"] == "published"]
        numbers = sorted({q.number for session in sessions for q in session.questions})
        self._offer("question", [(number, str(number)) for number in numbers])
        self._offer("language", _of(LANGUAGE_NAMES, {row["language"] for row in used}))
        affiliations = {row["author_affiliation"] for row in used}
        self._offer("affiliation", _of(Affiliation.choices, affiliations))
        named = _of(countries, {str(row["author_country"] or "") for row in used})
        self._offer("country", sorted(named, key=lambda choice: sort_key(choice[1])))

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", pgettext("no restriction in a filter", "All")), *choices]  # type: ignore[attr-defined]


def _of(choices: Iterable[tuple[Any, Any]], used: set[str]) -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in choices if code in used]


def _one_of(value: str | None, known: dict[Any, Any]) -> str:
    return value if value and value in known else ""
