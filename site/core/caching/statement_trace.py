"""Records the SQL statements of a request with the rows that they return.

`core.caching.statement_replay` sends them again to find out whether the same rows are there still.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from core.context_variables import set_within

# More than this cannot be asked again in less time than it takes to draw a page.
MOST_STATEMENTS = 20
MOST_ROWS = 500
# Types of content change with the program alone; Django keeps them in its process for good.
_LASTING = 'SELECT "django_content_type"'


@dataclass(frozen=True)
class Statement:
    """An SQL statement with its parameters and its rows."""

    sql: str
    parameters: Any
    rows: Any

    def holds(self, cursor: Any) -> bool:
        """Whether the database still returns the same rows; `cursor` is the driver's."""
        cursor.execute(self.sql, self.parameters)
        return bool(cursor.fetchall() == self.rows)


@dataclass(frozen=True)
class Reading:
    """What was read from elsewhere, such as a cache, and how it is read again."""

    read: Callable[[], Any]
    value: Any

    def holds(self, _cursor: Any) -> bool:
        """Whether the same is read again."""
        return bool(self.read() == self.value)


Source = Statement | Reading
Sources = Mapping[Any, Source] | None
"""None where they are not known, or are too many."""


def all_hold(sources: Iterable[Source]) -> bool:
    """Asks again; returns whether each answer is the same.

    Raises what a query raises where the database does not answer.
    """
    with connection.wrap_database_errors, connection.cursor() as cursor:
        # The driver's own, with nothing between it and the database.
        return all(source.holds(cursor.cursor) for source in sources)


@dataclass
class Trace:
    """What a request has read so far; keys are the statement, its parameters and its answer.

    Where a statement was answered differently before and after a change, both answers are kept.
    They cannot hold at the same time, so nothing that was made of both is carried over.
    """

    sources: dict[Any, Source] = field(default_factory=dict)
    is_complete: bool = True
    """False once something was used of which it is not known where it came from."""

    def snapshot(self) -> Sources:
        """Returns the sources so far; None if they are not complete, or too many."""
        if not self.is_complete or len(self.sources) > MOST_STATEMENTS:
            return None
        return dict(self.sources)

    def add(self, sources: Sources) -> None:
        """Adds those of a value that is used; None: they are not known."""
        if sources is None:
            self.is_complete = False
        else:
            self.sources.update(sources)


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def tracing() -> AbstractContextManager[Trace]:
    """Context manager: notes the statements of this thread."""
    return set_within(_current, Trace())


def current() -> Trace | None:
    """Returns the trace of the request, if there is one."""
    return _current.get()


def snapshot() -> Sources:
    """Returns the sources of what is made at this moment; None if they are not known."""
    trace = _current.get()
    return trace.snapshot() if trace is not None else None


def note(sql: str, parameters: Any, cursor: Any) -> None:
    """Notes a statement that was just sent; its rows stay to be fetched.

    Only PostgreSQL's driver has the rows already, and can go back to the first.
    """
    trace = _current.get()
    if trace is None or not trace.is_complete:
        return
    if sql.startswith(_LASTING):
        return
    own: Any = getattr(cursor, "cursor", None)
    if not sql.lstrip().startswith(("SELECT", "WITH", "(SELECT")) or not _can_go_back(own):
        trace.is_complete = False
        return
    rows = own.fetchall()
    if rows:
        own.scroll(0, mode="absolute")
    key = (sql, repr(parameters), hash(repr(rows)))
    trace.sources[key] = Statement(sql, parameters, rows)


def note_reading(name: Any, read: Callable[[], Any], value: Any) -> None:
    """Notes what was read from elsewhere than the database."""
    trace = _current.get()
    if trace is not None:
        trace.sources[name, hash(repr(value))] = Reading(read, value)


def _can_go_back(cursor: Any) -> bool:
    # A named cursor fetches its rows from the server bit by bit.
    is_whole = hasattr(cursor, "scroll") and not getattr(cursor, "name", None)
    return is_whole and cursor.rowcount <= MOST_ROWS
