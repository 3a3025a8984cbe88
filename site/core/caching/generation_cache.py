"""What is the same on many pages, kept in memory until somebody changes the content.

A generation is the time between two changes (`page_cache.generation`); a request belongs to one.
Outside of such a request, and within a transaction, whose changes nobody else sees yet, nothing
is kept, and everything is asked for anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

# Requests of the generation before may still be under way.
GENERATIONS = 2
MAX_ENTRIES = 2000

_current: ContextVar[str | None] = ContextVar("generation", default=None)
_kept: OrderedDict[str, dict[Hashable, Any]] = OrderedDict()


@contextmanager
def generation(token: str | None) -> Iterator[None]:
    """Within it, what is asked for belongs to this generation; None: to none."""
    before = _current.set(token)
    try:
        yield
    finally:
        _current.reset(before)


def kept() -> dict[Hashable, Any] | None:
    """What is known in this generation; None where nothing may be kept."""
    token = _current.get()
    if token is None or connection.in_atomic_block:
        return None
    found = _kept.get(token)
    if found is None or len(found) > MAX_ENTRIES:
        found = _kept[token] = {}
        while len(_kept) > GENERATIONS:
            _kept.popitem(last=False)
    return found


def many(
    kind: str, keys: Iterable[Key], make: Callable[[list[Key]], dict[Key, Value]]
) -> dict[Key, Value]:
    """By key: what is known in this generation; `make` is asked once for all that is not.

    A key for which it returns nothing is asked for again: there is no end of those.
    """
    known, keys = kept(), list(keys)
    if known is None:
        return make(keys)
    found = {key: known[kind, key] for key in keys if (kind, key) in known}
    missing = [key for key in keys if key not in found]
    if missing:
        made = make(missing)
        known.update({(kind, key): value for key, value in made.items()})
        found |= made
    return found


def once(name: Hashable, make: Callable[[], Any]) -> Any:
    """What `make` returns, made once in a generation; nobody may change it."""
    known = kept()
    if known is None:
        return make()
    if name not in known:
        known[name] = make()
    return known[name]
