"""Parses the query parameters of the archive's URL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.http import urlencode

NEWEST, OLDEST, TITLE = "newest", "oldest", "title"
SORTS = (NEWEST, OLDEST, TITLE)
# Filters with a fixed set of values; `q` is free text.
FACETS = ("year", "topic", "instrument", "language")
FILTERS = ("q", *FACETS)

MAX_QUERY_LENGTH = 200
# Characters of an unknown value that the message to the reader repeats.
ECHOED = 40
MAX_PAGE = 100_000


@dataclass(frozen=True)
class QueryParameters:
    """The parsed parameters. An empty string means that the filter is not set."""

    q: str = ""
    year: str = ""
    topic: str = ""
    instrument: str = ""
    language: str = ""
    sort: str = NEWEST
    page: int = 1

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, with their values."""
        values = {name: getattr(self, name) for name in FILTERS}
        return {name: value for name, value in values.items() if value}

    @property
    def is_default(self) -> bool:
        """Whether no filter is set and the order is the default, on any page of the list."""
        return not self.filters and self.sort == NEWEST

    @property
    def is_by_year(self) -> bool:
        """Whether the list is grouped by year."""
        return self.sort != TITLE

    @property
    def query(self) -> str:
        """The parameters as a query string in a fixed order, without the page number."""
        sort = {} if self.sort == NEWEST else {"sort": self.sort}
        return urlencode(self.filters | sort)

    def without(self, name: str) -> "QueryParameters":
        """Returns the first page of the same list without one of its filters."""
        changes: dict[str, Any] = {name: "", "page": 1}
        return replace(self, **changes)


@dataclass(frozen=True)
class Ignored:
    """An invalid value; the list is as if it had not been given."""

    name: str
    value: str


def read(
    parameters: Mapping[str, str], is_known: Callable[[str, str], bool]
) -> tuple[QueryParameters, list[Ignored]]:
    """Returns the parsed parameters and the ignored values; never raises.

    `is_known(facet, value)` returns whether a value occurs. It is False for a value of private
    conferences only, which is therefore treated like an invented one.
    """
    text = " ".join(_clean(parameters.get("q")).split())
    accepted, ignored = {}, []
    for name in (*FACETS, "sort"):
        value = _clean(parameters.get(name)).strip()
        if value and (value in SORTS if name == "sort" else is_known(name, value)):
            accepted[name] = value
        elif value:
            ignored.append(Ignored(name, value[:ECHOED]))
    page = _page(_clean(parameters.get("page")))
    return QueryParameters(q=text[:MAX_QUERY_LENGTH].strip(), page=page, **accepted), ignored


def _clean(value: str | None) -> str:
    """Removes NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 cannot encode."""
    kept = (value or "").replace("\x00", " ")
    return kept.encode("utf-8", "ignore").decode()


def _page(text: str) -> int:
    """Returns the page number; 1 if the text is no number. It may lie beyond the last page."""
    if not text.isdecimal() or len(text) > len(str(MAX_PAGE)):
        return 1
    return max(1, min(int(text), MAX_PAGE))
