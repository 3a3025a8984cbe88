"""What a file of terms says, whatever its format."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from terms.models import Concept, Status, Term


class RefusedFileError(Exception):
    """The file cannot be read as a whole; its message is for the person who sent it."""


@dataclass(frozen=True)
class Row:
    """One term as it stands in a file; `place` says where, for messages."""

    key: str
    language: str
    text: str
    scope: str = Concept.Scope.TEXT.value
    abbreviation: str = ""
    status: str = Status.PREFERRED.value
    is_unconfirmed: bool = False
    definition: str = ""
    note: str = ""
    source: str = ""
    place: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """By what the term is recognised: concept, language, text."""
        return self.key, self.language, self.text

    def values(self) -> dict[str, str | bool]:
        """Values of the fields of `Term`."""
        return {name: getattr(self, name) for name in TERM_FIELDS}


TERM_FIELDS = tuple(
    field.name for field in fields(Row) if field.name not in ("key", "scope", "place")
)


def rows_of(concepts: Iterable[Concept]) -> list[Row]:
    """The terms of concepts that were fetched `with_terms`, as a file would have them."""
    return [
        Row(
            key=concept.key,
            scope=concept.scope,
            **{name: getattr(term, name) for name in TERM_FIELDS},
        )
        for concept in concepts
        for term in sorted(concept.terms.all(), key=_in_file)
    ]


def _in_file(term: Term) -> tuple[str, tuple[int, int, int]]:
    return term.language, term.goodness()


def status_words(row: Row) -> str:
    """Status and doubt in one column: "official", "unconfirmed", "admitted unconfirmed"."""
    if not row.is_unconfirmed:
        return row.status
    if row.status == Status.PREFERRED:
        return UNCONFIRMED
    return f"{row.status} {UNCONFIRMED}"


def status_of(words: str) -> tuple[str, bool] | None:
    """The reverse; None where the words say no status. "unconfirmed" alone means preferred."""
    said = words.lower().split()
    doubted = UNCONFIRMED in said
    rest = [word for word in said if word != UNCONFIRMED]
    if len(rest) > 1 or not said or not set(rest) <= set(Status.values):
        return None
    return (rest[0] if rest else Status.PREFERRED.value), doubted


UNCONFIRMED = "unconfirmed"
