"""What a request asks for, as far as it makes a difference to an anonymous reader."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_path

# The same in every language, and below no language's address.
WITHOUT_LANGUAGE = re.compile(r"/sitemap(-\d{1,5})?\.xml")
# Whoever sends one of these may get a page of their own.
PERSONAL_HEADERS = {"HTTP_AUTHORIZATION", "HTTP_RANGE"}
# Headers that the kept page may depend on. A page says so itself by `Vary`, and is not kept then.
PASSED_ON = {"HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_PROTO"}
LONGEST_PATH = 1000
# Another name where `entry.Entry` gets other fields: two releases may share a cache for a while.
KEPT_AS = "page3"


@dataclass(frozen=True)
class Asked:
    """An address without what makes no difference, such as `utm_source`."""

    key: str
    query: str
    is_whole: bool
    """Whether nothing was left out of the query."""


def read(request: HttpRequest) -> Asked | None:
    """None for a reader who may get a page of their own, or asks for what is not kept.

    The request must be one of those that `is_for_readers`.

    Raises DisallowedHost for a host that the site does not answer to.
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
    """Whether a page of the site is asked for: as it is published, not a draft, nor the admin."""
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
    """The arguments that pages read, always in the same order; None for those of no end of values.

    Which they are is set in PAGE_CACHE_ARGUMENTS, each with a pattern; a value that does not
    match, such as the words of a search, is answered, and not kept.
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
    """The request as any reader would send it: what differs between readers is not in it.

    So nothing of one reader's request can get into the page that is kept for all.
    """
    environ = {
        name: value
        for name, value in request.META.items()
        if not name.startswith("HTTP_") or name in PASSED_ON or name in _of_proxy()
    }
    environ |= {"QUERY_STRING": asked.query, "CONTENT_TYPE": ""}
    bare = WSGIRequest(environ)
    for name, value in vars(request).items():
        # What middleware before this one has noted, such as the number of the request.
        is_derived = isinstance(getattr(type(request), name, None), cached_property)
        if name not in vars(bare) and not is_derived:
            setattr(bare, name, value)
    return bare


def _of_proxy() -> set[str]:
    header = settings.SECURE_PROXY_SSL_HEADER
    return {header[0]} if header else set()
