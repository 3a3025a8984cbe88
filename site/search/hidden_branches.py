"""Which branches of the tree readers may not see, so that the index need not look there.

This only keeps hidden pages from taking the places of others among the best hits. Whether a page
may be shown is asked of the tree itself, by `core.pages.public_querysets.readable`, each time.
"""

from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_delete, post_save

from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from search.backends.tree_scope import Range, branch

CACHE_KEY = "search.hidden"
LIFETIME_SECONDS = 60


def hidden_branches() -> tuple[Range, ...]:
    """The ranges of paths below drafts and restricted pages, kept for a minute at most."""
    paths: list[str] | None = cache.get(CACHE_KEY)
    if paths is None:
        restricted = Exists(PageViewRestriction.objects.filter(page_id=OuterRef("pk")))
        # A draft without pages below it is in no index.
        hidden = Page.objects.filter(Q(live=False, numchild__gt=0) | restricted)
        paths = list(hidden.order_by("path").values_list("path", flat=True))
        cache.set(CACHE_KEY, paths, LIFETIME_SECONDS)
    return tuple(branch(path) for path in paths)


def forget(**_kwargs: Any) -> None:
    cache.delete(CACHE_KEY)


def _forget_if_parent(instance: Page, **_kwargs: Any) -> None:
    if instance.numchild:
        forget()


def connect_signals() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(_forget_if_parent, dispatch_uid="search.hidden")
    post_page_move.connect(forget, dispatch_uid="search.hidden")
    for change in (post_save, post_delete):
        change.connect(forget, sender=PageViewRestriction, dispatch_uid="search.hidden")
