"""The cache that pages are kept in. Where it fails, the site goes on without it.

A server that does not answer costs its time-out once in a few seconds, not in each request.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache import caches

logger = logging.getLogger(__name__)

ALIAS = "pages"
# For how many seconds the cache is left alone after it has failed.
PAUSE = 2.0


class _Breaker:
    """Of one process: until when the cache is left alone (monotonic seconds)."""

    until = 0.0


def is_working() -> bool:
    return time.monotonic() >= _Breaker.until


def get(key: str) -> Any:
    """What is kept, or None."""
    return _asked(lambda: caches[ALIAS].get(key))


def get_many(*keys: str) -> dict[str, Any]:
    """What is kept of all these, in one question."""
    return _asked(lambda: caches[ALIAS].get_many(keys)) or {}


def put(key: str, value: Any, seconds: float | None) -> None:
    _asked(lambda: caches[ALIAS].set(key, value, seconds))


def add(key: str, seconds: float) -> bool:
    """Whether nobody had taken the key, which is taken now."""
    return bool(_asked(lambda: caches[ALIAS].add(key, 1, seconds)))


def remove(key: str) -> None:
    _asked(lambda: caches[ALIAS].delete(key))


def _asked(question: Callable[[], Any]) -> Any:
    if not is_working():
        return None
    try:
        return question()
    except Exception as error:
        logger.warning("The page cache does not answer: %s", error)
        _Breaker.until = time.monotonic() + PAUSE
        return None


class Turns:
    """Who makes a page while others wait for it: one in all processes that share the cache."""

    def __init__(self) -> None:
        self._mine: set[str] = set()
        self._guard = Lock()

    def take(self, key: str, seconds: float) -> bool:
        """Whether it is the caller's turn; it ends with `end`, or after `seconds`.

        Not every cache's `add` is safe among threads, hence the second list.
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
        """With `rest`, nobody gets a turn for so many seconds."""
        if rest:
            put(_turn(key), 1, rest)
        else:
            remove(_turn(key))
        with self._guard:
            self._mine.discard(key)

    def is_taken(self, key: str) -> bool:
        return key in self._mine or get(_turn(key)) is not None


def _turn(key: str) -> str:
    return f"{key}.turn"
