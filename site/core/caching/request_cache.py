"""Caches answers about a user for the duration of one request.

They are stored on the user object, which each request creates anew, so that permissions are never
cached beyond the request.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def for_user(user: Any, name: str, find: Callable[[], Answer]) -> Answer:
    """Returns the value of `find`, called once per user object and `name`."""
    known: dict[str, Answer] = user.__dict__.setdefault("_asked_once", {})
    if name not in known:
        known[name] = find()
    return known[name]
