"""Cache keys of anonymous requests."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_path

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


def read(request: HttpRequest) -> Asked | None:
    """Returns the cache key of a request that `is_for_readers`; None where it must not be cached.

    Raises DisallowedHost for an unknown host.
    """
    if not _is_of_anybody(request):
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


def _is_of_anybody(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    return personal.isdisjoint(request.COOKIES) and PERSONAL_HEADERS.isdisjoint(request.META)


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
