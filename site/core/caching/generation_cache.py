"""In-process cache for values that many pages share, emptied by every change of content.

A generation is the time between two changes (`page_cache.generation`); a request belongs to one.
Outside such a request, and within a transaction, whose changes nobody else sees yet, nothing is
cached.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import connection
from django.utils import timezone

from core.caching import statement_trace
from core.context_variables import set_within

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Requests of the previous generation may still be running.
GENERATIONS = 2
MAX_ENTRIES = 2000

_current: ContextVar[str | None] = ContextVar("generation", default=None)


class Kept(Protocol):
    """A value that is kept in some memory of the process."""

    @property
    def sources(self) -> statement_trace.Sources:
        """What it was made of."""

    def carry_into(self, token: str) -> None:
        """Keeps it in the generation `token`, too."""


_used: ContextVar[dict[Hashable, Kept] | None] = ContextVar("used", default=None)


def noting_use() -> AbstractContextManager[dict[Hashable, Kept]]:
    """Context manager: collects what is used of the memories of this process."""
    return set_within(_used, {})


def note_use(name: Hashable, kept: Kept) -> None:
    """Notes that a value is used, or made, in the present request."""
    trace, used = statement_trace.current(), _used.get()
    if trace is not None:
        trace.add(kept.sources)
        if used is not None and kept.sources is not None:
            used[name] = kept


class Entries(dict[Hashable, Any]):
    """The values of a generation, each as an `Entry`, which only this class sees."""

    def __getitem__(self, key: Hashable) -> Any:
        """Returns the value, which counts as used."""
        entry: Entry = super().__getitem__(key)
        note_use(key, entry)
        return entry.value

    def get(self, key: Hashable, default: Any = None) -> Any:
        """As a dict's own; the value counts as used."""
        return self[key] if key in self else default  # noqa: SIM401 - it would call itself

    def __setitem__(self, key: Hashable, value: Any) -> None:
        """Keeps a value; its sources are those that the request has used so far."""
        entry = Entry(key, value, statement_trace.snapshot())
        super().__setitem__(key, entry)
        note_use(key, entry)

    def update(self, values: Any) -> None:  # type: ignore[override]
        """As a dict's own, of a dict."""
        for key, value in values.items():
            self[key] = value

    def __ior__(self, values: Any) -> "Entries":  # type: ignore[misc]
        """As a dict's own, of a dict."""
        self.update(values)
        return self

    def carry(self, entry: "Entry") -> None:
        """Takes over an entry of another generation."""
        self.setdefault(entry.key, entry)


@dataclass(frozen=True)
class Entry:
    """A value with its sources."""

    key: Hashable
    value: Any
    sources: statement_trace.Sources

    def carry_into(self, token: str) -> None:
        """See `Kept`."""
        _of(token).carry(self)


_kept: OrderedDict[str, Entries] = OrderedDict()


def generation(current: str | None) -> AbstractContextManager[str | None]:
    """Context manager: values belong to the generation `current`; None disables the cache."""
    return set_within(_current, current)


def token() -> str | None:
    """Returns the token of the current generation; None if nothing may be cached."""
    current = _current.get()
    return None if current is None or connection.in_atomic_block else current


def entries() -> Entries | None:
    """Returns the entries of the current generation; None if nothing may be cached."""
    current = token()
    return None if current is None else _of(current)


def _of(current: str) -> Entries:
    found = _kept.get(current)
    if found is None or len(found) > MAX_ENTRIES:
        found = _kept[current] = Entries()
        while len(_kept) > GENERATIONS:
            _kept.popitem(last=False)
    return found


def get_many(
    kind: str, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Value]]
) -> dict[Key, Value]:
    """Returns key → value; calls `make` once with all keys that are not cached.

    Keys without a value in the answer of `make` are not cached: their number is unbounded.
    """
    known, keys = entries(), list(keys)
    if known is None:
        return make(keys)
    found = {key: known[kind, key] for key in keys if (kind, key) in known}
    missing = [key for key in keys if key not in found]
    if missing:
        made = make(missing)
        known.update({(kind, key): value for key, value in made.items()})
        found |= made
    return found


def get_or_make(name: Hashable, make: Callable[[], Any]) -> Any:
    """Returns the value of `make`, called once in a generation; the value must not be modified."""
    known = entries()
    if known is None:
        return make()
    if name not in known:
        known[name] = make()
    return known[name]


def get_or_read(name: Hashable, read: Callable[[], Any]) -> Any:
    """As `get_or_make`, for what is read from elsewhere than the database, such as a cache."""
    value = get_or_make(name, read)
    statement_trace.note_reading(name, read, value)
    return value


def get_or_make_until(
    name: Hashable, make: Callable[[], Value], changes_at: Callable[[], datetime | None]
) -> Value:
    """As `get_or_make`, for a value that also changes with time: at the instant `changes_at` (UTC).

    `changes_at` returns None for a value that only changes with content.
    """
    known = entries()
    if known is None:
        return make()
    found: tuple[Value, datetime | None] | None = known.get(name)
    if found is None or (found[1] is not None and found[1] <= timezone.now()):
        # In this order: where the instant passes meanwhile, the value is only made once more.
        until = changes_at()
        found = known[name] = make(), until
    return found[0]
