"""Hands out kept pages before Django is asked at all.

Most readers get a page that is kept and fresh. For them Django's handler, its signals and the
middleware around the page cache cost more than the page. Whatever else there is to decide (a page
that is not kept or grows old, a reader with cookies, another method) goes on to Django.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from ops import maintenance, request_ids
from pagecache import generation, store
from pagecache.asked import is_for_readers, read
from pagecache.entry import Entry, answer

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# What stands around the page cache and adds headers, from the innermost.
HEADERS_BY = (
    "security.middleware.FurtherHeadersMiddleware",
    "security.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
)


class Front:
    """A WSGI application before another one. Its answers are those that Django would give."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind
        self._headers: dict[str, dict[str, str]] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_COOKIE"):
            return self._behind(environ, start_response)
        request = WSGIRequest(environ)
        entry = _kept(request)
        if entry is None or maintenance.is_on():
            return self._behind(environ, start_response)
        response = request_ids.answered(request, lambda _request: self._answer(entry, request))
        request_ids.forget()
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]

    def _answer(self, entry: Entry, request: HttpRequest) -> HttpResponse:
        response = answer(entry, request, "hit")
        scheme = str(request.scheme)
        if scheme not in self._headers:
            self._headers[scheme] = _added_to_any_page(request)
        for name, value in self._headers[scheme].items():
            response.headers.setdefault(name, value)
        return response


def _kept(request: HttpRequest) -> Entry | None:
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
    found = store.get_many(generation.KEY, asked.key)
    token, now = generation.fresh(found.get(generation.KEY)), time.time()
    entry: Entry | None = found.get(asked.key)
    is_good = token and entry and entry.is_true(token, now) and entry.is_fresh(now)
    return entry if is_good else None


def _added_to_any_page(request: HttpRequest) -> dict[str, str]:
    """By the middleware around the page cache; the same for all addresses of a scheme."""
    response = HttpResponse()
    own = set(response.headers)
    for path in HEADERS_BY:
        response = import_string(path)(lambda _request, inner=response: inner)(request)
    return {name: value for name, value in response.items() if name not in own}
