"""Responses for other formats of a page, such as a calendar or a feed.

Clients revalidate each time, since a state can change at any moment and a page be unpublished; the
response is a bare 304 if nothing changed. The site's own page cache is invalidated by changes and
stores the response.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import override

from wagtail.models import Page, PageLogEntry

from core import cache_tags
from core.caching import cache_headers

# HTTP dates have whole seconds: another change may follow within the same second.
_TOO_FRESH = timedelta(seconds=2)


@dataclass(frozen=True)
class File:
    """The content of a file response; `moments` are the UTC instants at which its parts changed.

    `until` is the UTC instant at which it changes by itself before its page does; None if never.
    """

    content: bytes
    content_type: str
    name: str
    moments: Iterable[datetime]
    until: datetime | None = None


def outlet(
    make: Callable[[HttpRequest, Page], File],
    tags_of: Callable[[Page], set[str]] = lambda page: page.cache_tags,
) -> Callable[[HttpRequest, Page], HttpResponse]:
    """Returns a view for `core.routing.page_view_registry` that serves the File of `make`.

    It is made in the page's language.
    """

    @wraps(make)
    def view(request: HttpRequest, page: Page) -> HttpResponse:
        with override(page.locale.language_code):
            tokens = cache_tags.tokens(tags_of(page))
            return _answer(request, page, make(request, page), tokens)

    return view


def _answer(
    request: HttpRequest, page: Page, file: File, tokens: cache_tags.Tokens
) -> HttpResponse:
    etag = f'"{sha256(file.content).hexdigest()}"'
    changed = _last_change(file)
    seconds = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        response = HttpResponse(file.content, content_type=file.content_type)
        response["Content-Disposition"] = f'inline; filename="{file.name}"'
    response["ETag"] = etag
    response["Content-Language"] = page.locale.language_code
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    # The page may be restricted: a shared cache must not serve it to others.
    private = page.get_view_restrictions().exists()
    patch_cache_control(response, no_cache=True, **{"private" if private else "public": True})
    if not private:
        cache_headers.allow_caching(
            response, cache_headers.earliest(page.fresh_until(), file.until), tokens=tokens
        )
    return response


def _last_change(file: File) -> datetime | None:
    """Returns an instant (UTC) no earlier than any change of the content; None if it is too recent.

    Deleted content leaves no date, so the last entry of Wagtail's log counts, whatever it is about.
    """
    logged = PageLogEntry.objects.order_by("-timestamp").values_list("timestamp", flat=True)[:1]
    changed = max([*file.moments, *logged], default=None)
    if changed is None or timezone.now() - changed < _TOO_FRESH:
        return None
    return changed
