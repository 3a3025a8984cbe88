"""What a reader asks of the archive, by the address alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.http import urlencode

NEWEST, OLDEST, TITLE = "newest", "oldest", "title"
SORTS = (NEWEST, OLDEST, TITLE)
# Values that the archive knows one by one; `q` is free text.
FACETS = ("year", "topic", "instrument", "language")
FILTERS = ("q", *FACETS)

MAX_QUERY_LENGTH = 200
# As much of an unknown value as is repeated to its reader.
ECHOED = 40
MAX_PAGE = 100_000


@dataclass(frozen=True)
class Asked:
    """One view of the archive. An empty string means: not narrowed down by this."""

    q: str = ""
    year: str = ""
    topic: str = ""
    instrument: str = ""
    language: str = ""
    sort: str = NEWEST
    page: int = 1

    @property
    def filters(self) -> dict[str, str]:
        """The parameters that narrow the list down, with their values."""
        values = {name: getattr(self, name) for name in FILTERS}
        return {name: value for name, value in values.items() if value}

    @property
    def is_usual(self) -> bool:
        """Whether this is the archive as its bare address shows it, or a further page of that."""
        return not self.filters and self.sort == NEWEST

    @property
    def is_by_year(self) -> bool:
        """Whether conferences of one year stand together."""
        return self.sort != TITLE

    @property
    def query(self) -> str:
        """The view as a query string, always in the same order; the page number left out."""
        sort = {} if self.sort == NEWEST else {"sort": self.sort}
        return urlencode(self.filters | sort)

    def without(self, name: str) -> "Asked":
        """The first page of the same view without one of its filters."""
        changes: dict[str, Any] = {name: "", "page": 1}
        return replace(self, **changes)


@dataclass(frozen=True)
class Ignored:
    """A value that means nothing here; the list is as if it had not been given."""

    name: str
    value: str


def read(
    parameters: Mapping[str, str], is_known: Callable[[str, str], bool]
) -> tuple[Asked, list[Ignored]]:
    """The view asked for, and what had to be ignored; nothing a reader sends can make it fail.

    `is_known(facet, value)` says whether a value occurs. One that stands for private conferences
    only does not, so that it is answered as one that was made up.
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
    return Asked(q=text[:MAX_QUERY_LENGTH].strip(), page=page, **accepted), ignored


def _clean(value: str | None) -> str:
    """Without NUL, which PostgreSQL refuses, and without halves of characters, which UTF-8 does."""
    kept = (value or "").replace("\x00", " ")
    return kept.encode("utf-8", "ignore").decode()


def _page(text: str) -> int:
    """A page number; the first page for anything else. The list itself may end earlier."""
    if not text.isdecimal() or len(text) > len(str(MAX_PAGE)):
        return 1
    return max(1, min(int(text), MAX_PAGE))
