"""Tells a cache in front of the site (Varnish, a CDN) which addresses have changed.

With nothing in WAGTAILFRONTENDCACHE, nobody is told. After a publication: the page, the pages
around it, and its other forms; whatever else names it is asked for again within PAGE_CDN_MAX_AGE.
What is withdrawn or moved is told of with all that stands below it.
"""

from collections.abc import Iterable
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete

from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from core.routing import page_views

# The pages of one section that are named one by one.
MOST = 1000


def connect() -> None:
    uid = "pagecache.purging"
    page_published.connect(_published, dispatch_uid=uid)
    for signal in (page_unpublished, pre_page_move, post_page_move, pre_delete):
        signal.connect(_withdrawn, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid=uid)


def _published(instance: Page, **_kwargs: Any) -> None:
    if not _is_wanted():
        return
    parent = instance.get_parent()
    around = (
        Q(path=instance.path) | Q(path=parent.path) | Q(translation_key=instance.translation_key)
    )
    around |= Q(path__startswith=parent.path, depth=instance.depth)
    around |= Q(path__startswith=instance.path, depth=instance.depth + 1)
    _tell(Page.objects.filter(around, live=True)[:MOST])


def _withdrawn(instance: Any, **_kwargs: Any) -> None:
    if _is_wanted() and isinstance(instance, Page):
        _tell(Page.objects.descendant_of(instance, inclusive=True)[:MOST])


def _restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _withdrawn(instance.page)


def _is_wanted() -> bool:
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def _tell(pages: Iterable[Page]) -> None:
    """Once the change is there to be read; in a thread, for such a cache may be slow or away."""
    addresses = sorted({address for page in pages for address in addresses_of(page)})
    thread = Thread(target=purge_urls_from_cache, args=(addresses,), name="purging", daemon=True)
    transaction.on_commit(thread.start, robust=True)


def addresses_of(page: Page) -> list[str]:
    """With the host: of the page and of its other forms (print, feed, calendar)."""
    address = page.get_full_url()
    if not address:
        return []
    kind = page.specific_class or Page
    return [address, *page_views.addresses_below(address, kind)]
