"""What only some may read is not in the memory, which every translator may look up."""

from typing import Any

from django.db.models.signals import post_save

from wagtail.models import Page, PageViewRestriction

from translation.memory.store import remove
from translation.models import MemoryPair


def connect() -> None:
    post_save.connect(
        _on_restricted, sender=PageViewRestriction, dispatch_uid="translation.memory.privacy"
    )


def is_private(instance: Any) -> bool:
    return isinstance(instance, Page) and bool(instance.get_view_restrictions().exists())


def _on_restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """What was remembered of the page and of those below it is forgotten."""
    below = Page.objects.descendant_of(instance.page, inclusive=True).order_by()
    remove(MemoryPair.objects.filter(page_key__in=below.values("translation_key")))
