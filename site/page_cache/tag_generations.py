"""Generation tokens per cache tag, stored in the database and copied to the cache."""

import time
from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction

from core import cache_tags
from page_cache import store
from page_cache.generation import CHECKED_EVERY
from page_cache.models import TagGeneration

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
    return found | _recorded(missing) if missing else found


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
        transaction.on_commit(lambda: _begin(wanted), robust=True)


def _begin(tags: list[str]) -> None:
    rows = [TagGeneration(tag=tag, token=uuid4().hex) for tag in tags]
    TagGeneration.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["tag"], update_fields=["token"]
    )
    # Read again afterwards: another process may have begun a generation in between.
    _recorded(tags)


def _recorded(tags: list[str]) -> dict[str, str]:
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
