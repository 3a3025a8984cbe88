"""WSGI middleware that serves fresh cached pages without running Django's handler.

For most requests, Django's handler, signals and middleware cost more than the cached page. All
other requests (no fresh entry, cookies, other methods) are passed on to Django, with what was found
(`page_cache.lookup`).
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from ops import maintenance_mode, request_ids
from page_cache import generation
from page_cache.cached_response import Entry, answer
from page_cache.lookup import Lookup, carry, look_up, valid_entry

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# What stands around the page cache and adds headers, from the innermost.
HEADERS_BY = (
    "security.security_header_middleware.FurtherHeadersMiddleware",
    "security.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
)


class Front:
    """Wraps a WSGI application. Its responses are equal to Django's."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind
        self._headers: dict[str, dict[str, str]] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Handles one request."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_COOKIE"):
            return self._behind(environ, start_response)
        request = WSGIRequest(environ)
        found = _looked_up(request)
        entry = _to_hand_out(found) if found else None
        if found is None or entry is None or maintenance_mode.is_on():
            if found is not None:
                carry(request, found)
            return self._behind(environ, start_response)
        response = request_ids.respond_with_id(
            request, lambda _request: self._answer(entry, request, found.since)
        )
        request_ids.reset()
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]

    def _answer(self, entry: Entry, request: HttpRequest, since: float) -> HttpResponse:
        response = answer(entry, request, "hit", since)
        scheme = str(request.scheme)
        if scheme not in self._headers:
            self._headers[scheme] = _added_to_any_page(request)
        for name, value in self._headers[scheme].items():
            response.headers.setdefault(name, value)
        return response


def _looked_up(request: HttpRequest) -> Lookup | None:
    try:
        return look_up(request)
    except SuspiciousOperation:
        # Django says what is wrong with the host or the query.
        return None


def _to_hand_out(found: Lookup) -> Entry | None:
    """The kept page, where it is true and fresh; what takes the database is left to Django."""
    token = generation.fresh(found.known)
    entry = valid_entry(found.entry, token, generation.are_known_as_current)
    return entry if entry and entry.is_fresh(time.time()) else None


def _added_to_any_page(request: HttpRequest) -> dict[str, str]:
    """By the middleware around the page cache; the same for all addresses of a scheme."""
    response = HttpResponse()
    own = set(response.headers)
    for path in HEADERS_BY:
        response = import_string(path)(lambda _request, inner=response: inner)(request)
    return {name: value for name, value in response.items() if name not in own}
