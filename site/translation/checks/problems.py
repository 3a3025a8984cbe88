"""What a check is given, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from translation.checks.plain_text import Quoted, plain

Value = str | int | Quoted


class Severity(Enum):
    ERROR = "error"
    """Stops the translation from going out."""
    WARNING = "warning"
    """Asks whether it is meant."""


@dataclass(frozen=True)
class Text:
    """One string of a page and its translation, both inline HTML as wagtail-localize keeps them."""

    source: str
    target: str
    source_language: str
    target_language: str
    limit: int | None = None
    """How many characters the field takes, of plain text."""
    is_doubtful: bool = False
    """Whether it was imported as a draft that nobody has confirmed yet."""
    dead_links: frozenset[str] = frozenset()
    """Ids of links to pages that are gone."""
    foreign_links: frozenset[str] = frozenset()
    """Ids of links to pages that are not live in the translation's language."""

    @cached_property
    def source_plain(self) -> str:
        return plain(self.source)

    @cached_property
    def target_plain(self) -> str:
        return plain(self.target)


@dataclass(frozen=True)
class Problem:
    severity: Severity
    message: Any
    """A lazy translation with named placeholders for `values`."""
    values: tuple[tuple[str, Value], ...] = ()
    check: str = ""
    """The key of the check that found it."""

    def __str__(self) -> str:
        """In the language of whoever reads it now."""
        return str(self.message) % dict(self.values) if self.values else str(self.message)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def error(message: Any, **values: Value) -> Problem:
    return Problem(Severity.ERROR, message, tuple(values.items()))


def warning(message: Any, **values: Value) -> Problem:
    return Problem(Severity.WARNING, message, tuple(values.items()))


Find = Callable[[Text], Iterator[Problem]]
