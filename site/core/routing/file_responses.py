"""How a page's other forms (a calendar, a feed) are answered.

A copy is asked about each time, since a state can change at any moment and a page be withdrawn;
the answer is then a bare 304 as long as nothing changed. The site's own page cache hears of
changes, and keeps it.
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
from core.caching import expiry

# HTTP dates have no fractions: a change this fresh may be followed by another of the same date.
_TOO_FRESH = timedelta(seconds=2)


@dataclass(frozen=True)
class File:
    """The content of an outlet. `moments` are the UTC instants at which parts of it changed."""

    content: bytes
    content_type: str
    name: str
    moments: Iterable[datetime]


def outlet(
    make: Callable[[HttpRequest, Page], File],
    tags_of: Callable[[Page], set[str]] = lambda page: page.cache_tags,
) -> Callable[[HttpRequest, Page], HttpResponse]:
    """A view for `core.routing.page_views`: what `make` returns, in the page's language.

    `tags_of` tells the cache tags of what the file shows (`core.cache_tags`); else the page's own.
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
    # Only those who may see the page get here; a shared cache must not pass it on to others.
    private = page.get_view_restrictions().exists()
    patch_cache_control(response, no_cache=True, **{"private" if private else "public": True})
    if not private:
        expiry.keep(response, page.fresh_until(), tokens=tokens)
    return response


def _last_change(file: File) -> datetime | None:
    """No earlier than any change of the content, for readers that ask by date only.

    What was withdrawn leaves no date in the content, so that the last entry of Wagtail's log
    counts, whatever it is about. None where the change is too fresh for a date to tell.
    """
    logged = PageLogEntry.objects.order_by("-timestamp").values_list("timestamp", flat=True)[:1]
    changed = max([*file.moments, *logged], default=None)
    if changed is None or timezone.now() - changed < _TOO_FRESH:
        return None
    return changed
