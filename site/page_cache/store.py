"""Access to the cache of pages, with a circuit breaker.

While the cache fails, the site works without it, and a timeout is paid once every few seconds, not
per request.
"""

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache import caches

from core.outside_services.circuit_breaker import CircuitBreaker

logger = logging.getLogger(__name__)

ALIAS = "pages"


_breaker = CircuitBreaker(2.0)


def is_working() -> bool:
    """Whether the cache has not failed recently."""
    return not _breaker.is_open()


def get(key: str) -> Any:
    """The cached value, or None."""
    return _asked(lambda: caches[ALIAS].get(key))


def get_many(*keys: str) -> dict[str, Any]:
    """The cached values of these keys, with one request."""
    return _asked(lambda: caches[ALIAS].get_many(keys)) or {}


def put(key: str, value: Any, seconds: float | None) -> None:
    """Stores a value for `seconds`; None is without limit."""
    _asked(lambda: caches[ALIAS].set(key, value, seconds))


def add(key: str, seconds: float) -> bool:
    """Sets the key and returns True, unless it is set already."""
    return bool(_asked(lambda: caches[ALIAS].add(key, 1, seconds)))


def remove(key: str) -> None:
    """Deletes the key."""
    _asked(lambda: caches[ALIAS].delete(key))


def _asked(question: Callable[[], Any]) -> Any:
    if not is_working():
        return None
    try:
        return question()
    except Exception as error:
        logger.warning("The page cache does not answer: %s", error)
        _breaker.trip()
        return None


class Turns:
    """Locks for rendering a page: one holder per key among all processes that share the cache."""

    def __init__(self) -> None:
        self._mine: set[str] = set()
        self._guard = Lock()

    def take(self, key: str, seconds: float) -> bool:
        """Takes the lock and returns True, unless another request holds it; it expires after
        `seconds`.

        Some caches' `add` is not thread-safe, hence the set of this process.
        """
        with self._guard:
            if key in self._mine:
                return False
            self._mine.add(key)
        if add(_turn(key), seconds):
            return True
        with self._guard:
            self._mine.discard(key)
        return False

    def end(self, key: str, *, rest: float = 0.0) -> None:
        """Releases the lock; with `rest`, nobody gets it for that many seconds."""
        if rest:
            put(_turn(key), 1, rest)
        else:
            remove(_turn(key))
        with self._guard:
            self._mine.discard(key)

    def is_taken(self, key: str) -> bool:
        """Whether a request holds the lock."""
        return key in self._mine or get(_turn(key)) is not None


def _turn(key: str) -> str:
    return f"{key}.turn"
