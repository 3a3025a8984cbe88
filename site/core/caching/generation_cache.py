"""In-process cache for values that many pages share, emptied by every change of content.

A generation is the time between two changes (`page_cache.generation`); a request belongs to one.
Outside such a request, and within a transaction, whose changes nobody else sees yet, nothing is
cached.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Requests of the previous generation may still be running.
GENERATIONS = 2
MAX_ENTRIES = 2000

_current: ContextVar[str | None] = ContextVar("generation", default=None)
_kept: OrderedDict[str, dict[Hashable, Any]] = OrderedDict()


@contextmanager
def generation(current: str | None) -> Iterator[None]:
    """Context manager: values belong to the generation `current`; None disables the cache."""
    before = _current.set(current)
    try:
        yield
    finally:
        _current.reset(before)


def token() -> str | None:
    """Returns the token of the current generation; None if nothing may be cached."""
    current = _current.get()
    return None if current is None or connection.in_atomic_block else current


def entries() -> dict[Hashable, Any] | None:
    """Returns the entries of the current generation; None if nothing may be cached."""
    current = token()
    if current is None:
        return None
    found = _kept.get(current)
    if found is None or len(found) > MAX_ENTRIES:
        found = _kept[current] = {}
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
