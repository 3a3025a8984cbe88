"""Keeps the search index up to date with published pages: their plain text, facets and words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Manager
from django.db.models.signals import post_delete
from django.utils import translation

from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from django_tasks import task

from core.gathered_tasks import following_publication, is_by_editor
from core.pages.bulk_publication_signals import one_page_only
from core.signals import pages_published_together
from search import backends, other_texts, spelling_suggestions
from search.models import SearchEntry, SearchFacet, SearchWord
from search.tokenizer import SEPARATOR

# Fields of their own in the entry, with their own weights.
_SEPARATE_FIELDS = {"title", "summary"}
MAX_CHARACTERS = 200_000


def page_text(page: Page) -> str:
    """Plain text of a specific page, without title and summary."""
    fields = page.get_search_fields()
    own = [field for field in fields if getattr(field, "field_name", "") not in _SEPARATE_FIELDS]
    texts = _texts(page, own)
    # Rich text comes as plain text already, where "<" and "&" are what the author meant.
    lines = (" ".join(str(text).split()) for text in texts if text)
    return SEPARATOR.join(line for line in lines if line)[:MAX_CHARACTERS]


def _texts(instance: Any, fields: list[Any]) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, index.RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from _texts(related, field.fields)
        elif isinstance(field, index.SearchField):
            value = field.get_value(instance)
            yield from value if isinstance(value, list) else [value]


def _related(value: Any) -> list[Any]:
    if isinstance(value, Manager):
        return list(value.all())
    return [] if value is None else [value]


def index_page(page: Page) -> None:
    """Indexes a published page; the cost does not depend on the number of pages."""
    index_pages([page])


@transaction.atomic
def index_pages(pages: Iterable[Page]) -> None:
    """Indexes published pages."""
    entries, facets = [], []
    for page in pages:
        entry, values = _entry(page.specific)
        entries.append(entry)
        facets += [SearchFacet(entry=entry, facet=key, value=value) for key, value in values]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["page"], update_fields=ENTRY_FIELDS
    )
    _store_facets(entries, facets)
    documents = [backends.Document.of(entry) for entry in entries]
    for document in documents:
        backends.store(document)
    spelling_suggestions.add_words(documents)


ENTRY_FIELDS = ["language", "title", "summary", "text"]


def _entry(page: Any) -> tuple[SearchEntry, list[tuple[str, str]]]:
    """Returns the entry of a specific page, not saved, and its facets."""
    language = page.locale.language_code
    # Whoever publishes may use the admin in another language: headings and dates are the page's.
    with translation.override(language):
        entry = SearchEntry(
            page_id=page.pk,
            language=language,
            title=getattr(page, "heading", page.title),
            summary=getattr(page, "summary", ""),
            text=SEPARATOR.join(filter(None, [page.title, page_text(page)])),
        )
        return entry, list(getattr(page, "search_facets", {}).items())


def _store_facets(entries: list[SearchEntry], facets: list[SearchFacet]) -> None:
    SearchFacet.objects.filter(entry__in=entries).delete()
    SearchFacet.objects.bulk_create(facets)


def remove_page(page_id: int) -> None:
    """Removes the page's entry."""
    SearchEntry.objects.filter(pk=page_id).delete()


def rebuild() -> int:
    """Indexes all live pages again; returns how many there are.

    Pages are replaced one at a time, so searches keep working.
    """
    SearchWord.objects.all().delete()
    live = Page.objects.filter(live=True, depth__gt=1)
    for page in live.specific().iterator(chunk_size=200):
        index_page(page)
    SearchEntry.objects.exclude(page__in=live).delete()
    backends.remove_orphans()
    source = other_texts.source_of_texts()
    if source is not None:
        other_texts.rebuild(source)
    return SearchEntry.objects.count()


def index_missing(**_kwargs: Any) -> None:
    """Indexes pages that have an entry but no words, as after a migration of the index."""
    page_ids = backends.unindexed_pages()
    for page in Page.objects.filter(pk__in=page_ids, live=True).specific().iterator(chunk_size=200):
        index_page(page)


def connect_signals() -> None:
    """Connects publication and deletion to the index."""
    page_published.connect(_on_published, dispatch_uid="search.published")
    pages_published_together.connect(_on_published_together, dispatch_uid="search.together")
    page_unpublished.connect(_on_unpublished, dispatch_uid="search.unpublished")
    post_delete.connect(_on_deleted, sender=SearchEntry, dispatch_uid="search.deleted")


@one_page_only
def _on_published(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    """Wagtail sends the signal also for pages that are only scheduled; these are skipped."""
    if not instance.live:
        return
    if is_by_editor(revision):
        following_publication(index_published).enqueue(instance.pk)
    else:
        _index_with_translations(instance)


def _on_published_together(published: Sequence[tuple[Page, Any]], **_kwargs: Any) -> None:
    index_pages(page for page, _revision in published)


@task()
def index_published(page_id: int) -> None:
    """Indexes a page that an editor has published, unless it was unpublished meanwhile."""
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is not None:
        _index_with_translations(page)


def _index_with_translations(page: Page) -> None:
    index_page(page)
    if getattr(page.specific, "search_facets", {}):
        _refresh_facets_of_translations(page)


def _refresh_facets_of_translations(page: Page) -> None:
    """Dates are shared by all languages, so their facets change together."""
    for other in page.get_translations().filter(live=True).specific():
        entry = SearchEntry.objects.filter(pk=other.pk).first()
        if entry is not None:
            values = getattr(other, "search_facets", {}).items()
            facets = [SearchFacet(entry=entry, facet=key, value=value) for key, value in values]
            _store_facets([entry], facets)


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    remove_page(instance.pk)


def _on_deleted(instance: SearchEntry, **_kwargs: Any) -> None:
    """Entries are deleted with their page, by cascade."""
    backends.remove(instance.pk)
