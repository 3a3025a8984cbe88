"""Answers about a user that one request asks for many times.

They live as long as the user object, which a request makes anew: nothing is known of a user's
rights beyond the request.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def for_user(user: Any, name: str, find: Callable[[], Answer]) -> Answer:
    """What `find` answers, asked the first time only; `name` tells the questions apart."""
    known: dict[str, Answer] = user.__dict__.setdefault("_asked_once", {})
    if name not in known:
        known[name] = find()
    return known[name]
