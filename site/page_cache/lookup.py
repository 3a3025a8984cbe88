"""What the page cache has for a request, looked up once.

The WSGI front looks first and hands what it found to the middleware, which looks by itself where
there is no front. Whether a kept page may be handed out is decided here for both.

For GLANCE seconds a process trusts what it read from the cache; its own changes count at once.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_path

from core.pages import preserved_copy_date
from page_cache import generation, store
from page_cache.cached_response import Entry

# Paths outside the language prefixes.
WITHOUT_LANGUAGE = re.compile(r"/sitemap(-\d{1,5})?\.xml")
# Requests with these headers are not cached.
PERSONAL_HEADERS = {"HTTP_AUTHORIZATION", "HTTP_RANGE"}
# Headers passed to the view. A response that varies by one of them is not cached.
PASSED_ON = {"HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_PROTO"}
LONGEST_PATH = 1000
# Another name where `entry.Entry` gets other fields: two releases may share a cache for a while.
KEPT_AS = "page3"


@dataclass(frozen=True)
class Asked:
    """The cache key and the normalised query string of a request."""

    key: str
    query: str
    is_whole: bool
    """Whether no parameter was dropped from the query string."""


def asked_by(request: HttpRequest) -> Asked | None:
    """Returns the cache key of a request that `is_for_readers`; None where it must not be cached.

    Raises DisallowedHost for an unknown host.
    """
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    if not (personal.isdisjoint(request.COOKIES) and PERSONAL_HEADERS.isdisjoint(request.META)):
        return None
    sent = request.META.get("QUERY_STRING", "")
    query = _known_arguments(sent) if sent else ""
    if query is None:
        return None
    address = f"{request.scheme}://{request.get_host()}{request.path}?{query}"
    key = sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    return Asked(f"{KEPT_AS}.{key}", query, is_whole=query == sent)


def is_for_readers(request: HttpRequest) -> bool:
    """Whether the request is a GET or HEAD of a public page, not of the admin or a preview."""
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False):
        return False
    path = request.path_info
    if len(path) > LONGEST_PATH:
        return False
    return WITHOUT_LANGUAGE.fullmatch(path) is not None or get_language_from_path(path) is not None


def _known_arguments(sent: str) -> str | None:
    """The query parameters in PAGE_CACHE_ARGUMENTS, in a fixed order.

    None where a value does not match its pattern, such as a search query: such pages are not
    cached.
    """
    arguments = QueryDict(sent, encoding="utf-8")
    known = QueryDict(mutable=True)
    for name, pattern in settings.PAGE_CACHE_ARGUMENTS.items():
        if name in arguments:
            value = arguments[name]
            if not pattern.fullmatch(value):
                return None
            known[name] = value
    return known.urlencode()


def as_anybody(request: HttpRequest, asked: Asked) -> HttpRequest:
    """A copy of the request without cookies and headers of the reader.

    So no data of one reader can get into a cached page.
    """
    environ = {
        name: value
        for name, value in request.META.items()
        if not name.startswith("HTTP_") or name in PASSED_ON or name in _of_proxy()
    }
    environ |= {"QUERY_STRING": asked.query, "CONTENT_TYPE": ""}
    bare = WSGIRequest(environ)
    for name, value in vars(request).items():
        # Attributes set by earlier middleware, such as the request id.
        is_derived = isinstance(getattr(type(request), name, None), cached_property)
        if name not in vars(bare) and not is_derived:
            setattr(bare, name, value)
    return bare


def _of_proxy() -> set[str]:
    header = settings.SECURE_PROXY_SSL_HEADER
    return {header[0]} if header else set()


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


def valid_entry(
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
    is_wanted = settings.PAGE_GENERATIONS and not preserved_copy_date.is_made()
    if not (is_wanted and is_for_readers(request) and store.is_working()):
        return None
    asked = asked_by(request) if settings.PAGE_CACHE else None
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
