"""Keeps texts of restricted pages out of the translation memory, which translators can search."""

from typing import Any

from django.db.models.signals import post_save

from wagtail.models import Page, PageViewRestriction

from translation.memory.store import remove
from translation.models import MemoryPair


def connect() -> None:
    """Connects the handler to `post_save` of PageViewRestriction."""
    post_save.connect(
        _on_restricted,
        sender=PageViewRestriction,
        dispatch_uid="translation.memory.restricted_pages",
    )


def is_private(instance: Any) -> bool:
    """Whether the instance is a page with view restrictions."""
    return isinstance(instance, Page) and bool(instance.get_view_restrictions().exists())


def _on_restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Removes the pairs of the restricted page and its descendants."""
    below = Page.objects.descendant_of(instance.page, inclusive=True).order_by()
    remove(MemoryPair.objects.filter(page_key__in=below.values("translation_key")))
