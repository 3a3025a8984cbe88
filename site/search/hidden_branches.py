"""Ranges of the page tree that readers cannot see, to exclude them from index queries.

This keeps hidden pages from using up the result limit. Whether a result may be shown is always
checked by `core.pages.public_querysets.readable`.
"""

from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.caching import generation_cache
from core.pages.restrictions import IsRestricted, highest
from search.backends.tree_scope import Range, branch

CACHE_KEY = "search.hidden"
LIFETIME_SECONDS = 60


def hidden_branches() -> tuple[Range, ...]:
    """Ranges below drafts and restricted pages, cached for the generation, else for a minute."""
    if generation_cache.entries() is not None:
        found: tuple[Range, ...] = generation_cache.get_or_make(
            CACHE_KEY, lambda: tuple(map(branch, _paths()))
        )
        return found
    paths: list[str] | None = cache.get(CACHE_KEY)
    if paths is None:
        paths = _paths()
        cache.set(CACHE_KEY, paths, LIFETIME_SECONDS)
    return tuple(map(branch, paths))


def _paths() -> list[str]:
    # A draft without children is not indexed.
    hidden = Page.objects.filter(Q(live=False, numchild__gt=0) | Q(IsRestricted("path")))
    return highest(hidden.order_by("path").values_list("path", flat=True))


def clear_cache(**_kwargs: Any) -> None:
    """Signal receiver that clears the cached ranges."""
    cache.delete(CACHE_KEY)


def _clear_cache_if_parent(instance: Page, **_kwargs: Any) -> None:
    if instance.numchild:
        clear_cache()


def connect_signals() -> None:
    """Clears the cache when pages or restrictions change."""
    for signal in (page_published, page_unpublished):
        signal.connect(_clear_cache_if_parent, dispatch_uid="search.hidden")
    post_page_move.connect(clear_cache, dispatch_uid="search.hidden")
    for change in (post_save, post_delete):
        change.connect(clear_cache, sender=PageViewRestriction, dispatch_uid="search.hidden")
