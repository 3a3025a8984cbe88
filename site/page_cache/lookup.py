"""What the page cache has for a request, looked up once.

The WSGI front looks first and hands what it found to the middleware, which looks by itself where
there is no front. Whether a kept page may be handed out is decided here for both.

For GLANCE seconds a process trusts what it read from the cache; its own changes count at once.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from core.pages import preservation_date
from page_cache import generation, store
from page_cache.cache_key import Asked, is_for_readers, read
from page_cache.cached_response import Entry

# For how long a process goes by what the cache has said, in seconds: no reader can tell.
GLANCE = 0.05
# How many pages it remembers, and how large the body of one may be, in bytes.
MOST_PAGES = 300
LARGEST = 100_000
# Where a request carries what the front has found.
_CARRIED = "page_cache.lookup"


@dataclass(frozen=True)
class Lookup:
    """What the cache has for a request."""

    asked: Asked | None
    """None where the request has no kept page: it is personal, or pages are not kept at all."""
    known: generation.Known
    entry: Entry | None
    since: float
    """What is found true was true at this instant (seconds since 1970)."""

    def true_entry(
        self, token: str | None, are_current: Callable[[Mapping[str, str]], bool]
    ) -> Entry | None:
        """Returns the entry if it belongs to the generation `token` and its tags `are_current`."""
        return true(self.entry, token, are_current)


def true(
    entry: Entry | None, token: str | None, are_current: Callable[[Mapping[str, str]], bool]
) -> Entry | None:
    """Returns the entry if it may be handed out in the generation `token`."""
    if entry is None or token is None or not entry.is_true(token, time.time()):
        return None
    return entry if not entry.tokens or are_current(entry.tokens) else None


def look_up(request: HttpRequest) -> Lookup | None:
    """Returns what the cache has; None where it has no part in the answer.

    Raises SuspiciousOperation for an unknown host or an endless query.
    """
    carried: Lookup | None = request.META.pop(_CARRIED, None)
    if carried is not None:
        return carried
    is_wanted = settings.PAGE_GENERATIONS and not preservation_date.is_made()
    if not (is_wanted and is_for_readers(request) and store.is_working()):
        return None
    asked = read(request) if settings.PAGE_CACHE else None
    # Who has a cookie may have changed something in another process just now.
    is_glance_enough = not request.META.get("HTTP_COOKIE")
    return (memory.find(asked) if is_glance_enough else None) or _read(asked)


def carry(request: HttpRequest, lookup: Lookup) -> None:
    """Hands over what was found for this request to the next who looks."""
    request.META[_CARRIED] = lookup


def _read(asked: Asked | None) -> Lookup:
    # What is handed out is true at this instant; a change during the request may be missed.
    begun, since = generation.begun_here(), time.time()
    # One question to the cache: on a hit, it costs as much as all the rest.
    found = store.get_many(generation.KEY, *([asked.key] if asked else []))
    lookup = Lookup(
        asked, found.get(generation.KEY), found.get(asked.key) if asked else None, since
    )
    memory.hear(lookup, begun)
    return lookup


class Memory:
    """The generation and copies of recently served pages, trusted for GLANCE seconds."""

    def __init__(self) -> None:
        self._pages: dict[str, Entry] = {}
        self._known: generation.Known = None
        self._until = 0.0
        self._begun = 0

    def find(self, asked: Asked | None) -> Lookup | None:
        """What was read a moment ago; None where that says nothing of this request."""
        known = self._known
        if time.monotonic() >= self._until or self._begun != generation.begun_here():
            return None
        since = time.time() - GLANCE
        if asked is None:
            return Lookup(None, known, None, since)
        entry = self._pages.get(asked.key)
        # Two threads may have heard of two generations.
        if entry is None or known is None or not _is_good(entry, known[0]):
            return None
        return Lookup(asked, known, entry.for_another_answer(), since)

    def hear(self, lookup: Lookup, begun: int) -> None:
        """Remembers what the cache has said; `begun` is `begun_here()` from before reading."""
        token = generation.fresh(lookup.known)
        if token is None:
            return
        if self._known is None or token != self._known[0] or len(self._pages) >= MOST_PAGES:
            self._pages = {}
        self._known, self._begun = lookup.known, begun
        self._until = time.monotonic() + GLANCE
        entry, asked = lookup.entry, lookup.asked
        # Tags are looked up each time.
        if not entry or not asked or entry.tokens or len(entry.body) > LARGEST:
            return
        if _is_good(entry, token):
            self._pages[asked.key] = entry.for_another_answer()

    def forget(self) -> None:
        """The next request asks the cache."""
        self._until = 0.0


memory = Memory()


def _is_good(entry: Entry, token: str) -> bool:
    now = time.time()
    return entry.is_true(token, now) and entry.is_fresh(now)
