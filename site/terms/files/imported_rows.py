"""Rows of a file of terms, independent of its format."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from terms.models import Concept, Status


class RefusedFileError(Exception):
    """The file cannot be imported. The message is shown to the user."""


@dataclass(frozen=True)
class Row:
    """One term in a file. None means that the file has no value for the field."""

    key: str
    language: str
    text: str
    scope: str | None = None
    abbreviation: str | None = None
    status: str | None = None
    is_unconfirmed: bool | None = None
    definition: str | None = None
    note: str | None = None
    source: str | None = None
    place: str = ""
    """Where in the file, for messages."""
    is_key_foreign: bool = False
    """Whether the key is another tool's, or generated: see `recognising`."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """Returns what identifies the term: (concept's key, language, text)."""
        return self.key, self.language, self.text

    def values(self) -> dict[str, Any]:
        """Returns the values of `Term`'s fields that the file has."""
        said = {name: getattr(self, name) for name in TERM_FIELDS}
        return {name: value for name, value in said.items() if value is not None}


TERM_FIELDS = tuple(
    field.name
    for field in fields(Row)
    if field.name not in ("key", "scope", "place", "is_key_foreign")
)
UNCONFIRMED = "unconfirmed"


def rows_of(concepts: Iterable[Concept]) -> list[Row]:
    """Returns the rows of concepts fetched `with_terms`, ordered as in an exported file."""
    return [
        Row(concept.key, scope=concept.scope, **{name: getattr(term, name) for name in TERM_FIELDS})
        for concept in concepts
        for term in sorted(concept.terms.all(), key=lambda term: (term.language, term.sort_key()))
    ]


def status_words(row: Row) -> str:
    """Returns status and confirmation as one cell: "official", "admitted unconfirmed"."""
    if not row.is_unconfirmed:
        return row.status or ""
    if row.status == Status.PREFERRED:
        return UNCONFIRMED
    return f"{row.status} {UNCONFIRMED}"


def status_of(words: str) -> tuple[str, bool] | None:
    """Parses a cell of `status_words` into (status, is_unconfirmed); None where it is invalid.

    "unconfirmed" alone means preferred.
    """
    said = words.lower().split()
    rest = [word for word in said if word != UNCONFIRMED]
    if not said or len(rest) > 1 or not set(rest) <= set(Status.values):
        return None
    return (rest[0] if rest else Status.PREFERRED.value), UNCONFIRMED in said
