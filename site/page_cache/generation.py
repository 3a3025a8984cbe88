"""Generation tokens of cached pages and of cache tags, in the database and copied to the cache.

A change of content replaces the token in both. The cached copy is verified against the database
every few seconds, in case the cache was down, or another host uses a different one.
"""

import time
from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction

from core import cache_tags
from page_cache import store
from page_cache.models import Generation, TagGeneration

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


NEVER_DROPPED = "0"


def connect() -> None:
    """Registers the store of tags."""
    cache_tags.register(read, drop)


def are_known_as_current(tokens: Mapping[str, str]) -> bool:
    """As `are_current`, from the cache alone; False where it was not verified recently."""
    return _cached(list(tokens)) == dict(tokens)


def read(tags: Iterable[str]) -> dict[str, str]:
    """Tag → token; tags that cannot be read are missing, and their pages are not cached."""
    if not settings.PAGE_GENERATIONS:
        return {}
    wanted = list(tags)
    found = _cached(wanted)
    missing = [tag for tag in wanted if tag not in found]
    return found | _recorded_tags(missing) if missing else found


def _cached(tags: list[str]) -> dict[str, str]:
    """Tag → token, as the cache has it and was checked a moment ago."""
    known = store.get_many(*map(_key, tags))
    now = time.time()
    found = {}
    for tag in tags:
        token, checked_at = known.get(_key(tag)) or ("", 0.0)
        if now - checked_at < CHECKED_EVERY:
            found[tag] = token
    return found


def are_current(tokens: Mapping[str, str]) -> bool:
    """Whether nothing with these tags has changed since the tokens were read."""
    return not tokens or read(tokens) == dict(tokens)


def drop(tags: Iterable[str]) -> None:
    """Replaces the tokens of these tags after the commit."""
    wanted = list(tags)
    if wanted and settings.PAGE_GENERATIONS:
        transaction.on_commit(lambda: _begin_tags(wanted), robust=True)


def _begin_tags(tags: list[str]) -> None:
    rows = [TagGeneration(tag=tag, token=uuid4().hex) for tag in tags]
    TagGeneration.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tag"], update_fields=["token"]
    )
    # Read again afterwards: another process may have begun a generation in between.
    _recorded_tags(tags)


def _recorded_tags(tags: list[str]) -> dict[str, str]:
    """What the database says, which is written to the cache."""
    try:
        rows = TagGeneration.objects.filter(tag__in=tags).values_list("tag", "token")
        found = dict.fromkeys(tags, NEVER_DROPPED) | dict(rows)
    except (DatabaseError, InterfaceError):
        return {}
    now = time.time()
    for tag, token in found.items():
        store.put(_key(tag), (token, now), None)
    return found


def _key(tag: str) -> str:
    return f"tag.{tag}"
