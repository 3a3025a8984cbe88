"""WSGI middleware that serves fresh cached pages without running Django's handler.

For most requests, Django's handler, signals and middleware cost more than the cached page. All
other requests (no fresh entry, cookies, other methods) are passed on to Django.

For GLANCE seconds a process trusts what it read from the cache; its own changes count at once.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from ops import maintenance_mode, request_ids
from page_cache import generation, store, tag_generations
from page_cache.cache_key import is_for_readers, read
from page_cache.cached_response import Entry, answer

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# For how long a process goes by what the cache has said, in seconds: no reader can tell.
GLANCE = 0.05
# How many pages it remembers, and how large the body of one may be, in bytes.
MOST_PAGES = 300
LARGEST = 100_000

# What stands around the page cache and adds headers, from the innermost.
HEADERS_BY = (
    "security.middleware.FurtherHeadersMiddleware",
    "security.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
)


class Memory:
    """In-process copies of recently served pages, trusted for GLANCE seconds."""

    def __init__(self) -> None:
        self._pages: dict[str, Entry] = {}
        self._token = ""
        self._until = 0.0
        self._begun = 0

    def find(self, key: str) -> Entry | None:
        """A copy of the entry, where it is still trusted and valid."""
        if time.monotonic() >= self._until or self._begun != generation.begun_here():
            return None
        entry = self._pages.get(key)
        # Two threads may have heard of two generations.
        if entry is None or not _is_good(entry, self._token):
            return None
        return entry.for_another_answer()

    def hear(self, token: str, key: str, entry: Entry, begun: int) -> None:
        """Stores what was read from the cache; `begun` is `begun_here()` from before reading."""
        if token != self._token or len(self._pages) >= MOST_PAGES:
            self._pages = {}
        self._token, self._begun = token, begun
        self._until = time.monotonic() + GLANCE
        if len(entry.body) <= LARGEST:
            self._pages[key] = entry.for_another_answer()


class Front:
    """Wraps a WSGI application. Its responses are equal to Django's."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind
        self._memory = Memory()
        self._headers: dict[str, dict[str, str]] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Handles one request."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_COOKIE"):
            return self._behind(environ, start_response)
        request = WSGIRequest(environ)
        entry = self._kept(request)
        if entry is None or maintenance_mode.is_on():
            return self._behind(environ, start_response)
        response = request_ids.respond_with_id(
            request, lambda _request: self._answer(entry, request)
        )
        request_ids.reset()
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]

    def _kept(self, request: HttpRequest) -> Entry | None:
        """What is kept for this reader, as long as it is true and fresh."""
        if not (is_for_readers(request) and store.is_working()):
            return None
        try:
            asked = read(request)
        except SuspiciousOperation:
            # Django says what is wrong with the host or the query.
            return None
        if asked is None:
            return None
        return self._memory.find(asked.key) or self._from_the_cache(asked.key)

    def _from_the_cache(self, key: str) -> Entry | None:
        begun = generation.begun_here()
        found = store.get_many(generation.KEY, key)
        token = generation.fresh(found.get(generation.KEY))
        entry: Entry | None = found.get(key)
        if token is None or entry is None or not _is_good(entry, token):
            return None
        if entry.tokens:
            # Its tags are looked up each time; where that takes the database, Django does it.
            return entry if tag_generations.are_known_as_current(entry.tokens) else None
        self._memory.hear(token, key, entry, begun)
        return entry

    def _answer(self, entry: Entry, request: HttpRequest) -> HttpResponse:
        response = answer(entry, request, "hit", time.time() - GLANCE)
        scheme = str(request.scheme)
        if scheme not in self._headers:
            self._headers[scheme] = _added_to_any_page(request)
        for name, value in self._headers[scheme].items():
            response.headers.setdefault(name, value)
        return response


def _is_good(entry: Entry, token: str) -> bool:
    now = time.time()
    return entry.is_true(token, now) and entry.is_fresh(now)


def _added_to_any_page(request: HttpRequest) -> dict[str, str]:
    """By the middleware around the page cache; the same for all addresses of a scheme."""
    response = HttpResponse()
    own = set(response.headers)
    for path in HEADERS_BY:
        response = import_string(path)(lambda _request, inner=response: inner)(request)
    return {name: value for name, value in response.items() if name not in own}
