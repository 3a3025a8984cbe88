"""Which languages have a live home page, cached.

It is known for the generation, where there is one; else it is cached for a minute at most, and
dropped when a home page is published, unpublished, moved, renamed or deleted, or when sites or
languages change.
"""

from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core.caching import generation_cache

CACHE_KEY = "core.homes"
LIFETIME_SECONDS = 60


def live_homes(root_page: Page) -> dict[str, str]:
    """Returns language code → `url_path` of the live home page, for the site below `root_page`."""
    name = (CACHE_KEY, root_page.pk)
    # A generation outlives the cache's copy, which may have been read before its change.
    read = _recorded if generation_cache.entries() is not None else _remembered
    return dict(generation_cache.get_or_make(name, lambda: read(root_page)))


def _remembered(root_page: Page) -> dict[str, str]:
    key = f"{CACHE_KEY}.{root_page.pk}"
    homes: dict[str, str] | None = cache.get(key)
    if homes is None:
        homes = _recorded(root_page)
        cache.set(key, homes, LIFETIME_SECONDS)
    return homes


def _recorded(root_page: Page) -> dict[str, str]:
    homes = Page.objects.filter(translation_key=root_page.translation_key, live=True)
    return dict(homes.values_list("locale__language_code", "url_path"))


def clear(**_kwargs: Any) -> None:
    """Signal receiver: clears the cache."""
    cache.delete_many(
        [f"{CACHE_KEY}.{pk}" for pk in Site.objects.values_list("root_page", flat=True)]
    )


def clear_if_home(instance: Page, **_kwargs: Any) -> None:
    """Signal receiver: clears the cache if the page is a home page."""
    if instance.depth <= 2:
        clear()


def connect_signals() -> None:
    """Connects all signals that make the cached answer stale."""
    for signal in (page_published, page_slug_changed, page_unpublished, post_page_move):
        signal.connect(clear_if_home, dispatch_uid="core.homes")
    for model in (Site, Locale):
        post_save.connect(clear, sender=model, dispatch_uid=f"core.homes.{model.__name__}")
        post_delete.connect(clear, sender=model, dispatch_uid=f"core.homes.{model.__name__}")
    # Sent for pages of every type; a home page is recognized by its depth.
    post_delete.connect(_forget_deleted_home, dispatch_uid="core.homes.deleted")


def _forget_deleted_home(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        clear_if_home(instance)
