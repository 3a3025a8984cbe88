"""Purges changed URLs from a cache in front of the site (Varnish, a CDN).

Does nothing unless WAGTAILFRONTENDCACHE is set. A publication purges the page, its parent,
siblings, children, translations and other forms; other pages that mention it expire after
PAGE_CDN_MAX_AGE. Unpublishing and moving purge all descendants.
"""

from collections.abc import Iterable
from itertools import chain, islice
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete

from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from core.pages.restrictions import highest
from core.routing import page_view_registry

# Maximum number of pages purged per change.
MAX_PAGES = 1000


def connect() -> None:
    """Connects the signals of publication, moves, deletion and restrictions."""
    uid = "pagecache.purging"
    page_published.connect(_published, dispatch_uid=uid)
    for signal in (page_unpublished, pre_page_move, post_page_move, pre_delete):
        signal.connect(_withdrawn, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=f"{uid}.versions")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)


def _published(instance: Page, **_kwargs: Any) -> None:
    if not _is_enabled():
        return
    parent = instance.get_parent()
    around = (
        Q(path=instance.path) | Q(path=parent.path) | Q(translation_key=instance.translation_key)
    )
    around |= Q(path__startswith=parent.path, depth=instance.depth)
    around |= Q(path__startswith=instance.path, depth=instance.depth + 1)
    _purge_after_commit(Page.objects.filter(around, live=True)[:MAX_PAGES])


def _withdrawn(instance: Any, **_kwargs: Any) -> None:
    if _is_enabled() and isinstance(instance, Page):
        _purge_after_commit(Page.objects.descendant_of(instance, inclusive=True)[:MAX_PAGES])


def _restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _purge_with_versions(instance.page)


def _moved(instance: Page, **_kwargs: Any) -> None:
    """Restrictions of where the page stands now hold for its translations, too."""
    _purge_with_versions(instance)


def _purge_with_versions(page: Page) -> None:
    """Purges the translations of the page and of what is below it, and what is below these."""
    if _is_enabled():
        below = Page.objects.descendant_of(page, inclusive=True).order_by()
        versions = Page.objects.filter(translation_key__in=below.values("translation_key"))
        places = highest(versions.order_by("path").values_list("path", flat=True))
        pages = (Page.objects.filter(path__startswith=place) for place in places)
        _purge_after_commit(islice(chain.from_iterable(pages), MAX_PAGES))


def _is_enabled() -> bool:
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def _purge_after_commit(pages: Iterable[Page]) -> None:
    """Purges in a thread after the commit, since the cache may be slow or down."""
    addresses = sorted({address for page in pages for address in addresses_of(page)})
    thread = Thread(target=purge_urls_from_cache, args=(addresses,), name="purging", daemon=True)
    transaction.on_commit(thread.start, robust=True)


def addresses_of(page: Page) -> list[str]:
    """Absolute URLs of the page and its other forms (print, feed, calendar)."""
    address = page.get_full_url()
    if not address:
        return []
    kind = page.specific_class or Page
    return [address, *page_view_registry.addresses_below(address, kind)]
