"""The generation that kept pages belong to: true in the database, at hand in the cache.

A change of content writes both. What the cache says is checked against the database every few
seconds, in case the cache was away at that moment or is not the one that another host writes to.
"""

import time
from uuid import uuid4

from django.db import DatabaseError, InterfaceError

from page_cache import store
from page_cache.models import Generation

KEY = "generation"
CHECKED_EVERY = 10.0
# The database is not asked more often than this while it does not answer, in seconds.
REST = 3.0


class _Here:
    """Of this process."""

    begun = 0


Known = tuple[str, float] | None
"""What the cache says: the generation, and when it was last checked (seconds since 1970)."""


def current() -> str | None:
    """None where nothing can be kept. Costs a query every ten seconds."""
    return checked(store.get(KEY))


def fresh(known: Known) -> str | None:
    """What the cache says, where it was checked a moment ago."""
    return known[0] if known and time.time() - known[1] < CHECKED_EVERY else None


def checked(known: Known) -> str | None:
    """The same for who has asked the cache already, under `KEY`."""
    token = fresh(known)
    if token is not None:
        return token
    # One asks; the others go by what is known, and so does everybody while the database is away.
    if known and not store.add(f"{KEY}.asking", REST):
        return known[0]
    try:
        token = _tell()
    except (DatabaseError, InterfaceError):
        return known[0] if known else None
    store.remove(f"{KEY}.asking")
    return token


def begin() -> None:
    """Nothing that was kept until now is served any more."""
    token = uuid4().hex
    if not Generation.objects.filter(pk=Generation.THE_ROW).update(token=token):
        row = Generation(pk=Generation.THE_ROW, token=token)
        Generation.objects.bulk_create([row], ignore_conflicts=True)
    _tell()
    _Here.begun += 1


def begun_here() -> int:
    """How many generations this process has begun. What it did itself, it knows at once."""
    return _Here.begun


def _tell() -> str | None:
    """Writes what the database says to the cache.

    It is asked again afterwards: another process may have begun a generation in between, and
    written it to the cache before us.
    """
    token = _recorded()
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
