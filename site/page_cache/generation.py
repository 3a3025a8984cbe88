"""The generation token of cached pages, stored in the database and copied to the cache.

A change of content replaces the token in both. The cached copy is verified against the database
every few seconds, in case the cache was down, or another host uses a different one.
"""

import time
from uuid import uuid4

from django.db import DatabaseError, InterfaceError

from page_cache import store
from page_cache.models import Generation

KEY = "generation"
CHECKED_EVERY = 10.0
# Seconds between attempts while the database is down.
REST = 3.0


class _Here:
    """State of this process."""

    begun = 0


Known = tuple[str, float] | None
"""Cached token and the time of its last verification (seconds since 1970)."""


def current() -> str | None:
    """The current token; None where nothing can be cached. One query every ten seconds."""
    return checked(store.get(KEY))


def fresh(known: Known) -> str | None:
    """The cached token, where it was verified within CHECKED_EVERY seconds, or None."""
    return known[0] if known and time.time() - known[1] < CHECKED_EVERY else None


def checked(known: Known) -> str | None:
    """As `current`, for callers that have read `KEY` from the cache already."""
    token = fresh(known)
    if token is not None:
        return token
    # One request verifies; others use the cached token, as do all while the database is down.
    if known and not store.add(f"{KEY}.asking", REST):
        return known[0]
    try:
        token = _tell()
    except (DatabaseError, InterfaceError):
        return known[0] if known else None
    store.remove(f"{KEY}.asking")
    return token


def begin() -> None:
    """Starts a new generation: nothing cached before is served any more."""
    token = uuid4().hex
    if not Generation.objects.filter(pk=Generation.THE_ROW).update(token=token):
        row = Generation(pk=Generation.THE_ROW, token=token)
        Generation.objects.bulk_create([row], ignore_conflicts=True)
    _copy(token)
    _Here.begun += 1


def begun_here() -> int:
    """Number of generations started by this process, which sees its own changes at once."""
    return _Here.begun


def _tell() -> str | None:
    """Copies the token from the database to the cache."""
    return _copy(_recorded())


def _copy(token: str | None) -> str | None:
    """Copies the token, which the database has just had, to the cache; returns the one it has now.

    It is read again afterwards: another process may have replaced it in between.
    """
    while token is not None:
        store.put(KEY, (token, time.time()), None)
        again = _recorded()
        if again == token:
            break
        token = again
    return token


def _recorded() -> str | None:
    rows = Generation.objects.filter(pk=Generation.THE_ROW)
    return rows.values_list("token", flat=True).first()
