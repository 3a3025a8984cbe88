"""Value objects of the checks: the text that is checked and the problems that are found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from translation.checks.plain_text import Quoted, comparable, plain

Value = str | int | Quoted


class Severity(Enum):
    """Severity of a problem: an error blocks publishing, a warning must be confirmed."""

    ERROR = "error"
    """Blocks publishing."""
    WARNING = "warning"
    """Must be confirmed before publishing."""


@dataclass(frozen=True)
class Text:
    """One segment and its translation, both inline HTML as wagtail-localize stores them."""

    source: str
    target: str
    source_language: str
    target_language: str
    limit: int | None = None
    """The field's maximum length in characters of plain text."""
    is_doubtful: bool = False
    """Whether the text is fuzzy: entered automatically and not yet confirmed."""
    dead_links: frozenset[str] = frozenset()
    """Ids of links to pages that no longer exist."""
    foreign_links: frozenset[str] = frozenset()
    """Ids of links to pages that are not live in the translation's language."""

    @cached_property
    def source_plain(self) -> str:
        """The original as plain text."""
        return plain(self.source)

    @cached_property
    def target_plain(self) -> str:
        """The translation as plain text."""
        return plain(self.target)

    @cached_property
    def source_comparable(self) -> str:
        """The original as plain text with ASCII digits, without invisible characters."""
        return comparable(self.source_plain)

    @cached_property
    def target_comparable(self) -> str:
        """The translation as plain text with ASCII digits, without invisible characters."""
        return comparable(self.target_plain)


@dataclass(frozen=True)
class Problem:
    """One problem that a check found: severity, lazy message and its values."""

    severity: Severity
    message: Any
    """A lazy translation with named placeholders for `values`."""
    values: tuple[tuple[str, Value], ...] = ()
    check: str = ""
    """The key of the check."""

    def __str__(self) -> str:
        """The message in the active language."""
        return str(self.message) % dict(self.values) if self.values else str(self.message)

    @property
    def is_error(self) -> bool:
        """Whether the problem blocks publishing."""
        return self.severity is Severity.ERROR


def error(message: Any, **values: Value) -> Problem:
    """Returns a problem with severity ERROR; `values` fill the message's placeholders."""
    return Problem(Severity.ERROR, message, tuple(values.items()))


def warning(message: Any, **values: Value) -> Problem:
    """Returns a problem with severity WARNING; `values` fill the message's placeholders."""
    return Problem(Severity.WARNING, message, tuple(values.items()))


Find = Callable[[Text], Iterator[Problem]]
