"""Keeps the index in step with what is published."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from search import backends
from search.content import page_text
from search.models import SearchEntry


@transaction.atomic
def index_page(page: Page) -> None:
    """Takes the page as it is published; its cost does not depend on how many pages there are."""
    page = page.specific
    entry, _created = SearchEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": page.locale.language_code,
            "title": getattr(page, "heading", page.title),
            "summary": getattr(page, "summary", ""),
            "text": f"{page.title} {page_text(page)}",
        },
    )
    backends.store(entry)


def forget_page(page_id: int) -> None:
    SearchEntry.objects.filter(pk=page_id).delete()


def rebuild() -> int:
    """Indexes every live page anew; returns how many.

    One page at a time: readers find what they found before, and no editor waits for the end.
    """
    live = Page.objects.filter(live=True, depth__gt=1)
    for page in live.specific().iterator(chunk_size=200):
        index_page(page)
    SearchEntry.objects.exclude(page__in=live).delete()
    backends.remove_strays()
    return SearchEntry.objects.count()


def connect_signals() -> None:
    page_published.connect(_on_published, dispatch_uid="search.published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="search.unpublished")
    post_delete.connect(_on_deleted, sender=SearchEntry, dispatch_uid="search.deleted")


def _on_published(instance: Page, **_kwargs: Any) -> None:
    index_page(instance)


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    forget_page(instance.pk)


def _on_deleted(instance: SearchEntry, **_kwargs: Any) -> None:
    """Also when the page itself is deleted: the entry goes with it."""
    backends.remove(instance.pk)
