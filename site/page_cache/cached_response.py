"""Cached responses: storing them and answering requests with them."""

import gzip
import time
from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from core.caching import cache_headers
from page_cache import micro_cache_headers

# A larger answer (a PDF, a whole section with its pictures) is made each time, in bytes.
LARGEST = 2_000_000
# Less than this is not worth compressing, in bytes.
SMALLEST_PACKED = 500
LEVEL = 6
# Made anew for each answer, or none of the page's own.
NOT_KEPT = {"age", "content-length", "date", "expires", "set-cookie", "vary"}
# By which a reader says what they have already.
CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
}


@dataclass(frozen=True)
class Entry:
    """A cached response. Instants are seconds since 1970."""

    generation: str
    status: int
    headers: ResponseHeaders
    body: bytes
    is_packed: bool
    """Whether the body is compressed by gzip, which makes most of them smaller."""
    made_at: float
    fresh_until: float
    """From here on somebody makes it anew, while the others still get this one."""
    changes_at: float | None
    """From here on it is untrue."""
    tokens: dict[str, str]
    """Of its tags (`core.cache_tags`); it is untrue once one of them has another."""

    def for_another_answer(self) -> "Entry":
        """A copy with its own headers, which a response may change."""
        headers = ResponseHeaders({})
        headers._store = dict(self.headers._store)
        return replace(self, headers=headers)

    def is_true(self, generation: str, now: float) -> bool:
        """Whether the entry is of this generation and before its scheduled change."""
        changed = self.changes_at is not None and now >= self.changes_at
        return self.generation == generation and not changed

    def is_fresh(self, now: float) -> bool:
        """Whether the entry need not be rendered again yet."""
        return now < self.fresh_until


def entry_from(response: HttpResponse, generation: str, started: float) -> Entry | None:
    """Returns the cache entry of a response; None where it must not be cached.

    Only responses marked by `core.caching.cache_headers` as the same for everybody are cached.
    """
    keep = cache_headers.cache_policy_of(response)
    if keep is None or not _is_for_everybody(response, keep):
        return None
    body = response.content
    if len(body) > LARGEST:
        return None
    changes_at = keep.until.timestamp() if keep.until else None
    headers = ResponseHeaders({k: v for k, v in response.items() if k.lower() not in NOT_KEPT})
    if keep.in_every_language:
        headers.pop("Content-Language", None)
    headers.setdefault("ETag", f'W/"{sha256(body).hexdigest()[:32]}"')
    packed = _packed(response, body)
    if packed is not None:
        headers["Vary"] = "Accept-Encoding"
    # At midnight the day changes that a page names when it is printed.
    midnight = cache_headers.next_midnight().timestamp()
    return Entry(
        generation=generation,
        status=response.status_code,
        headers=headers,
        body=body if packed is None else packed,
        is_packed=packed is not None,
        made_at=started,
        fresh_until=min(started + settings.PAGE_CACHE_FRESH, midnight),
        changes_at=changes_at,
        tokens=dict(keep.tokens),
    )


def _is_for_everybody(response: HttpResponse, keep: cache_headers.CachePolicy) -> bool:
    if response.status_code not in (200, 301) or response.streaming or response.cookies:
        return False
    control = response.get("Cache-Control", "")
    if "private" in control or "no-store" in control:
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    if keep.in_every_language:
        varies.discard("accept-language")
    return varies <= {"accept-encoding"}


def _packed(response: HttpResponse, body: bytes) -> bytes | None:
    kind = response.get("Content-Type", "")
    if len(body) < SMALLEST_PACKED or not ("text/" in kind or "xml" in kind or "json" in kind):
        return None
    packed = gzip.compress(body, LEVEL, mtime=0)
    return packed if len(packed) < len(body) else None


def answer(entry: Entry, request: HttpRequest, state: str, since: float) -> HttpResponse:
    """Builds the response to a request; 304 for a matching conditional request.

    `state` is hit, miss or stale; at `since` (seconds since 1970) the entry was known to be true.
    The response takes over the entry's headers, since copying them would take a tenth of the time;
    so an entry is used for one response.
    """
    now = time.time()
    takes_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = gzip.decompress(entry.body) if entry.is_packed and not takes_packed else entry.body
    response = HttpResponse(body, status=entry.status)
    response.headers = entry.headers
    if entry.is_packed and takes_packed:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    _limit(response, entry, now + micro_cache_headers.longest_delay(request))
    if state == "stale":
        response["Age"] = str(int(now - entry.made_at))
        response["Warning"] = '110 - "Response is stale"'
    response = _unchanged(entry, request, response)
    response["X-Cache"] = state
    micro_cache_headers.allow_micro_cache(request, response, since, entry.changes_at)
    return response


def _unchanged(entry: Entry, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if CONDITIONS.isdisjoint(request.META):
        return response
    changed = parse_http_date_safe(entry.headers.get("Last-Modified", ""))
    return get_conditional_response(request, entry.headers["ETag"], changed, response) or response


def _limit(response: HttpResponse, entry: Entry, now: float) -> None:
    """A page that may be kept for a while: for less of it `now`, when a reader gets it at the
    latest. Others are asked about anyway.
    """
    if "no-cache" in entry.headers.get("Cache-Control", ""):
        return
    left = None if entry.changes_at is None else entry.changes_at - now
    response["Cache-Control"] = cache_headers.cache_control(left)
    response["Expires"] = http_date(now + cache_headers.max_age(left))
