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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from django_countries import countries

from contributions.conferences import Conference, Session
from contributions.models import Affiliation, Contribution
from contributions.models.contribution_querysets import ContributionQuerySet
from contributions.reading.entries import Entry, entries
from contributions.reading.translations import ARGUMENT, QUERY
from core.languages.language_names import LANGUAGE_NAMES
from core.text.collation import sort_key

PER_PAGE = 50
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


def listing(
    contributions: ContributionQuerySet,
    conference: Conference,
    sessions: Iterable[Session],
    chosen: Chosen,
    heading: str = "h3",
) -> Listing:
    """One page of those on record: one query for how many there are, and one for the page."""
    by_key = {session.key: session for session in sessions}
    found = _ordered(_narrowed(contributions.on_record(), by_key, chosen), chosen.order)
    page_obj = Paginator(found.shown(), PER_PAGE).get_page(chosen.page)
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
        keys = [
            q.key for s in sessions.values() for q in s.questions if q.number == chosen.question
        ]
        found = found.filter(question_key__in=keys)
    for name in ("language", "affiliation", "country"):
        value = getattr(chosen, name)
        if value:
            found = found.filter(**{name if name == "language" else f"author_{name}": value})
    return found


def _ordered(found: ContributionQuerySet, order: str) -> ContributionQuerySet:
    if order == "thread":
        return found.by_thread()
    return found.by_time(newest_first=order == "newest")


class FilterForm(forms.Form):
    """Sent by GET; offers only what occurs, so that no choice leads to an empty list."""

    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)
    question = forms.ChoiceField(label=_("Guiding question"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    affiliation = forms.ChoiceField(label=_("Affiliation"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    translations = forms.BooleanField(
        label=_("Show translations where there are any"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "1"}),
    )

    def __init__(
        self, contributions: ContributionQuerySet, sessions: Iterable[Session], chosen: Chosen
    ) -> None:
        super().__init__(initial=vars(chosen), auto_id="filter-%s")
        rows = (
            contributions.published()
            .order_by()
            .values_list("language", "author_affiliation", "author_country")
        )
        used = list(rows.distinct())
        numbers = sorted({q.number for session in sessions for q in session.questions})
        self._offer("question", [(number, str(number)) for number in numbers])
        self._offer("language", _of(LANGUAGE_NAMES, {row[0] for row in used}))
        self._offer("affiliation", _of(Affiliation.choices, {row[1] for row in used}))
        named = _of(countries, {row[2] for row in used})
        self._offer("country", sorted(named, key=lambda choice: sort_key(choice[1])))

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", gettext("All")), *choices]  # type: ignore[attr-defined]


def _of(choices: Iterable[tuple[Any, Any]], used: set[str]) -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in choices if code in used]


def _one_of(value: str | None, known: dict[Any, Any]) -> str:
    return value if value and value in known else ""
