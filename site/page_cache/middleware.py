"""Middleware that serves anonymous readers from the page cache and fills it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from core.caching import generation_cache
from core.pages import preservation_date
from page_cache import generation, store, tag_generations
from page_cache.cache_key import Asked, as_anybody, is_for_readers, read
from page_cache.cached_response import Entry, answer, entry_from

GetResponse = Callable[[HttpRequest], HttpResponse]

# How long a page may take before somebody else tries, in seconds.
TURN = 30.0
# How long a reader waits for a page that somebody else is making, and how often they look.
PATIENCE = 10.0
GLANCE = 0.02
# After a failure (the database is away) the kept page is served for so long without a new try.
REST = 3.0

_turns = store.Turns()


class PageCacheMiddleware:
    """Answers anonymous readers from the cache, before sessions and other middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        if not _is_wanted(request):
            return self.get_response(request)
        # What is handed out is true at this instant; a change during the request may be missed.
        since = time.time()
        asked = read(request) if settings.PAGE_CACHE else None
        # One question to the cache: on a hit, it costs as much as all the rest.
        found = store.get_many(generation.KEY, *([asked.key] if asked else []))
        token = generation.checked(found.get(generation.KEY))
        with generation_cache.generation(token):
            if asked is None or token is None:
                return self.get_response(request)
            kept = _true(found.get(asked.key), token)
            return self._answer(request, asked, token, kept, since)

    def _answer(
        self, request: HttpRequest, asked: Asked, token: str, kept: Entry | None, since: float
    ) -> HttpResponse:
        if kept and kept.is_fresh(time.time()):
            return answer(kept, request, "hit", since)
        if request.method == "HEAD":
            return answer(kept, request, "stale", since) if kept else self.get_response(request)
        if _turns.take(asked.key, TURN):
            return self._made(request, asked, token, kept, since)
        if kept:
            return answer(kept, request, "stale", since)
        made = _waited_for(asked, token)
        return answer(made, request, "hit", since) if made else self._uncached(request)

    def _made(
        self, request: HttpRequest, asked: Asked, token: str, kept: Entry | None, since: float
    ) -> HttpResponse:
        """The page made anew and kept, where it may be; where that fails, the one that is kept."""
        rest = 0.0
        try:
            started = time.time()
            response = self.get_response(as_anybody(request, asked))
            if response.status_code >= 500 and kept:
                rest = REST
                return answer(kept, request, "stale", since)
            entry = entry_from(response, token, started)
            if entry is not None:
                store.put(asked.key, entry, settings.PAGE_CACHE_KEPT)
                return answer(entry, request, "miss", since)
        finally:
            _turns.end(asked.key, rest=rest)
        return _conditional(request, response) if asked.is_whole else self._uncached(request)

    def _uncached(self, request: HttpRequest) -> HttpResponse:
        """What cannot be kept is asked as the reader asked it."""
        return self.get_response(request)


def _is_wanted(request: HttpRequest) -> bool:
    if preservation_date.is_made():
        return False
    return settings.PAGE_GENERATIONS and is_for_readers(request) and store.is_working()


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 where the reader has the response already; the view saw no conditional headers."""
    etag = response.get("ETag")
    changed = parse_http_date_safe(response.get("Last-Modified", ""))
    known = get_conditional_response(request, etag, changed, response)
    return known if known is not None else response


def _true(entry: Entry | None, token: str) -> Entry | None:
    if not entry or not entry.is_true(token, time.time()):
        return None
    return entry if tag_generations.are_current(entry.tokens) else None


def _waited_for(asked: Asked, token: str) -> Entry | None:
    """The page that another request renders; None where it is not cacheable or takes too long."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        # In this order: who ends a turn has kept the page before.
        is_taken = _turns.is_taken(asked.key)
        entry = _true(store.get(asked.key), token)
        if entry or not is_taken:
            return entry
        time.sleep(GLANCE)
    return None
