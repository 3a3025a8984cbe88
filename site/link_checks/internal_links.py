"""Finds a page's links to pages that readers cannot open, and the public pages that link to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, gettext, override

from wagtail.models import Page, ReferenceIndex

from core.pages.public_querysets import readable
from core.routing.former_addresses import find_former_route
from core.routing.page_lookup import find_route
from link_checks.links_in_pages import Place, addresses_in, own_places, pages_linked, place_of

# A page with more typed addresses than this has the rest unchecked.
MOST_ADDRESSES = 50
# A question names as many pages at most.
MOST_SHOWN = 50


@dataclass(frozen=True)
class DeadLink:
    """A link to a page that readers cannot open, with the reason."""

    target: str
    """Title or address."""
    reason: str


def dead_links(page: Any, request: HttpRequest, *, public: Iterable[int] = ()) -> list[DeadLink]:
    """What the page, as it is in memory, leads to and readers do not find; in a fixed order.

    `public` are primary keys of pages that will be public, too.
    """
    found = [*_dead_choices(page, set(public)), *_dead_addresses(page, request)]
    return sorted(found, key=lambda link: (link.target, link.reason))


def _dead_choices(page: Any, others: set[int]) -> list[DeadLink]:
    keys = pages_linked(page) - {page.pk} - others
    if not keys:
        return []
    known = {each.pk: each for each in Page.objects.filter(pk__in=keys)}
    # A reader gets the page in the language of the text, else in its own.
    versions = {each.translation_key for each in known.values()}
    here = Page.objects.filter(translation_key__in=versions, locale=page.locale_id)
    public = {
        *readable(here).values_list("translation_key", flat=True),
        *readable(Page.objects.filter(pk__in=keys)).values_list("translation_key", flat=True),
    }
    gone = [
        DeadLink(gettext("page number %(number)s") % {"number": key}, gettext("It was deleted."))
        for key in keys - known.keys()
    ]
    hidden = [
        DeadLink(str(each.title), gettext("It is not public."))
        for each in known.values()
        if each.translation_key not in public
    ]
    return gone + hidden


def _dead_addresses(page: Any, request: HttpRequest) -> list[DeadLink]:
    typed = sorted(addresses_in(page))[:MOST_ADDRESSES]
    own = own_places() if typed else set()
    return [
        DeadLink(address, gettext("There is no such page."))
        for address in typed
        if _is_of_this_site(address, own) and not _leads_somewhere(address, request)
    ]


def _is_of_this_site(address: str, own: set[Place]) -> bool:
    return address.startswith("/") or place_of(address) in own


def _leads_somewhere(address: str, request: HttpRequest) -> bool:
    path = unquote(urlsplit(address).path)
    language = get_language_from_path(path)
    with override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if match.url_name != "wagtail_serve" or not match.args:
            return True
        below = str(match.args[0])
        return bool(find_route(request, below) or find_former_route(request, below))


def referrers(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Live pages outside of `pages` whose texts, blocks or rows lead to one of `pages`.

    However many there are of either: two statements within one.
    """
    content_type = ContentType.objects.get_for_model(Page)
    targets = pages.annotate(key=Cast("pk", CharField())).values("key")
    found = ReferenceIndex.objects.filter(
        base_content_type=content_type, to_content_type=content_type, to_object_id__in=targets
    )
    sources = found.values_list("object_id", flat=True).distinct()
    keys = [int(key) for key in sources]
    live = Page.objects.filter(pk__in=keys, live=True).exclude(pk__in=pages.values("pk"))
    return live.select_related("locale").order_by("path")


def branch(pages: list[Page]) -> QuerySet[Any]:
    """The pages and all below them."""
    found = Page.objects.none()
    for page in pages:
        found = found | Page.objects.descendant_of(page, inclusive=True)
    return found
