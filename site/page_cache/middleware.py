"""Middleware that serves anonymous readers from the page cache and fills it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from core.caching import generation_cache, statement_replay
from page_cache import generation, store
from page_cache.cached_response import Entry, answer, entry_from
from page_cache.lookup import Asked, as_anybody, look_up, valid_entry

GetResponse = Callable[[HttpRequest], HttpResponse]

# How long a page may take before somebody else tries, in seconds.
TURN = 30.0
# How long a reader waits for a page that somebody else is making, and how often they look.
PATIENCE = 10.0
LOOK_EVERY = 0.02
# After a failure (the database is away) the kept page is served for so long without a new try.
REST = 3.0

_turns = store.Turns()


class PageCacheMiddleware:
    """Answers anonymous readers from the cache, before sessions and other middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        found = look_up(request)
        if found is None:
            return self.get_response(request)
        token = generation.checked(found.known)
        with generation_cache.generation(token):
            if found.asked is None or token is None:
                return self._drawn(request)
            kept = valid_entry(found.entry, token, generation.are_current)
            return self._answer(request, found.asked, token, kept, found.since)

    def _answer(
        self, request: HttpRequest, asked: Asked, token: str, kept: Entry | None, since: float
    ) -> HttpResponse:
        if kept and kept.is_fresh(time.time()):
            return answer(kept, request, "hit", since)
        if request.method == "HEAD":
            return answer(kept, request, "stale", since) if kept else self._drawn(request)
        if _turns.take(asked.key, TURN):
            return self._made(request, asked, token, kept, since)
        if kept:
            return answer(kept, request, "stale", since)
        made = _waited_for(asked, token)
        return answer(made, request, "hit", since) if made else self._drawn(request)

    def _made(
        self, request: HttpRequest, asked: Asked, token: str, kept: Entry | None, since: float
    ) -> HttpResponse:
        """The page made anew and kept, where it may be; where that fails, the one that is kept."""
        rest = 0.0
        try:
            started = time.time()
            response = self._drawn(as_anybody(request, asked))
            if response.status_code >= 500 and kept:
                rest = REST
                return answer(kept, request, "stale", since)
            entry = entry_from(response, token, started)
            if entry is not None:
                store.put(asked.key, entry, settings.PAGE_CACHE_KEPT)
                return answer(entry, request, "miss", since)
        finally:
            _turns.end(asked.key, rest=rest)
        return _conditional(request, response) if asked.is_whole else self._drawn(request)

    def _drawn(self, request: HttpRequest) -> HttpResponse:
        """Draws the page; what the last generation kept of it is used where it still holds."""
        with statement_replay.recorded(request):
            return self.get_response(request)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    etag = response.get("ETag")
    changed = parse_http_date_safe(response.get("Last-Modified", ""))
    known = get_conditional_response(request, etag, changed, response)
    return known if known is not None else response


def _waited_for(asked: Asked, token: str) -> Entry | None:
    """The page that another request renders; None where it is not cacheable or takes too long."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        # In this order: who ends a turn has kept the page before.
        is_taken = _turns.is_taken(asked.key)
        entry = valid_entry(store.get(asked.key), token, generation.are_current)
        if entry or not is_taken:
            return entry
        time.sleep(LOOK_EVERY)
    return None
