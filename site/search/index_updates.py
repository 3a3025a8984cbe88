"""Keeps the index in step with what is published."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from search import backends, spelling_vocabulary
from search.models import SearchEntry, SearchFacet, SearchWord
from search.page_text import SEPARATOR, page_text


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
            "text": SEPARATOR.join(filter(None, [page.title, page_text(page)])),
        },
    )
    _store_facets(entry, getattr(page, "search_facets", {}))
    _store_words(entry)


def _store_facets(entry: SearchEntry, values: dict[str, str]) -> None:
    rows = [SearchFacet(entry=entry, facet=key, value=value) for key, value in values.items()]
    entry.facets.all().delete()
    SearchFacet.objects.bulk_create(rows)


def _store_words(entry: SearchEntry) -> None:
    document = backends.Document.of(entry)
    backends.store(document)
    spelling_vocabulary.learn(document)


def forget_page(page_id: int) -> None:
    SearchEntry.objects.filter(pk=page_id).delete()


def rebuild() -> int:
    """Indexes every live page anew; returns how many.

    One page at a time: readers find what they found before, and no editor waits for the end.
    """
    SearchWord.objects.all().delete()
    live = Page.objects.filter(live=True, depth__gt=1)
    for page in live.specific().iterator(chunk_size=200):
        index_page(page)
    SearchEntry.objects.exclude(page__in=live).delete()
    backends.remove_strays()
    return SearchEntry.objects.count()


def fill(**_kwargs: Any) -> None:
    """Indexes the words of pages that only have an entry: a new index starts empty.

    Facets come from the pages themselves, so such a page is taken in whole.
    """
    missing = backends.missing()
    for page in Page.objects.filter(pk__in=missing, live=True).specific().iterator(chunk_size=200):
        index_page(page)


def connect_signals() -> None:
    page_published.connect(_on_published, dispatch_uid="search.published")
    page_unpublished.connect(_on_unpublished, dispatch_uid="search.unpublished")
    post_delete.connect(_on_deleted, sender=SearchEntry, dispatch_uid="search.deleted")


def _on_published(instance: Page, **_kwargs: Any) -> None:
    """Wagtail sends the signal for a page, too, that is only scheduled to go live."""
    if not instance.live:
        return
    index_page(instance)
    if getattr(instance.specific, "search_facets", {}):
        _refresh_facets_of_translations(instance)


def _refresh_facets_of_translations(page: Page) -> None:
    """Dates are the same in every language, and change in all of them at once."""
    for other in page.get_translations().filter(live=True).specific():
        entry = SearchEntry.objects.filter(pk=other.pk).first()
        if entry is not None:
            _store_facets(entry, getattr(other, "search_facets", {}))


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    forget_page(instance.pk)


def _on_deleted(instance: SearchEntry, **_kwargs: Any) -> None:
    """Also when the page itself is deleted: the entry goes with it."""
    backends.remove(instance.pk)
