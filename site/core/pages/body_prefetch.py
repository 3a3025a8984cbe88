"""Prefetches what the bodies of many pages refer to: linked pages, images, documents.

Rich text and blocks fetch these page by page. When a whole section is rendered, `preloaded` fetches
them all at once; blocks and link handlers of this app use what it has fetched.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Model, prefetch_related_objects

from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text

from core.context_variables import set_within
from core.pages.public_querysets import in_public_collection

Key = tuple[type[Model], str]


@dataclass
class PrefetchedObjects:
    """The objects that one `preloaded` block has fetched."""

    items: dict[Key, Model]
    pages: list[Page] | None = None
    """The section that is put together; None where it is a mere text."""
    made: dict[Hashable, Any] = field(default_factory=dict)


_store: ContextVar[PrefetchedObjects | None] = ContextVar("store", default=None)


@contextmanager
def preloaded(pages: Iterable[Page]) -> Iterator[None]:
    """Context manager: within it, `get_many` returns prefetched objects for all `pages`."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    pages = list(pages)
    for page in pages:
        for model, pk in references(page):
            wanted[model].add(str(pk))
    with _stored(wanted, pages):
        yield


@contextmanager
def preloaded_stream(value: StreamValue) -> Iterator[None]:
    """As `preloaded`, for one StreamField; does nothing within another `preloaded`."""
    if _store.get() is not None:
        yield
        return
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for model, pk in _in_block(value.stream_block, value.raw_data):
        wanted[model].add(str(pk))
    with _stored(wanted):
        yield


@contextmanager
def _stored(wanted: dict[type[Model], set[str]], pages: list[Page] | None = None) -> Iterator[None]:
    """Fetches the wanted objects with one query for each model; drops them at the end."""
    known: dict[Key, Model] = {}
    for model, keys in wanted.items():
        found = list(_queryset(model).filter(pk__in=keys))
        if issubclass(model, AbstractImage):
            prefetch_related_objects(found, "renditions")
        if issubclass(model, Page):
            prefetch_related_objects(found, "locale")
        known.update({(model, str(item.pk)): item for item in found})
    with set_within(_store, PrefetchedObjects(known, pages)):
        yield


def _queryset(model: type[Model]) -> Any:
    items = model._default_manager.all()
    if issubclass(model, AbstractDocument):
        return items.annotate(is_readable=ExpressionWrapper(in_public_collection(), BooleanField()))
    return items


def get_many(model: type[Model], keys: Iterable[Any]) -> list[Any]:
    """Returns the instances of `model` with these ids, in this order; None for a missing one."""
    keys = list(keys)
    store = _store.get()
    if store is None:
        by_key = _queryset(model).in_bulk([key for key in keys if key])
        return [by_key.get(int(key)) if key else None for key in keys]
    return [store.items.get((model, str(key))) for key in keys]


def get_or_make(name: Hashable, make: Callable[[], Any]) -> Any:
    """Returns the value of `make`, called once per `name` within a `preloaded` block."""
    store = _store.get()
    if store is None:
        return make()
    if name not in store.made:
        store.made[name] = make()
    return store.made[name]


def prefetched_pages() -> list[Page] | None:
    """Returns the pages of the current `preloaded` block; None outside of one."""
    store = _store.get()
    return store.pages if store else None


def known_pages() -> list[Page] | None:
    """Returns every page that the prefetched texts link to; None outside of `preloaded`."""
    store = _store.get()
    if store is None:
        return None
    return [item for (model, _key), item in store.items.items() if issubclass(model, Page)]


def references(page: Page) -> Iterator[tuple[type[Model], Any]]:
    """Yields (model, id) of all that the texts and blocks of `page` show or link to."""
    for column in page._meta.get_fields():
        if isinstance(column, RichTextField):
            yield from _in_rich_text(column.value_from_object(page))
        elif isinstance(column, StreamField):
            yield from _in_block(column.stream_block, getattr(page, column.name).raw_data)


def _in_rich_text(html: str) -> Iterator[tuple[type[Model], Any]]:
    for model, pk, _model_path, _content_path in extract_references_from_rich_text(html or ""):
        yield model, pk


def _in_block(block: blocks.Block, raw: Any) -> Iterator[tuple[type[Model], Any]]:
    """Yields the references in a block's stored form: reading its value would fetch them singly."""
    if isinstance(block, blocks.ChooserBlock):
        if raw:
            yield block.model_class, raw
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(raw)
    else:
        for child, value in _children(block, raw):
            yield from _in_block(child, value)


def _children(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StreamBlock):
        for child in raw:
            if child["type"] in block.child_blocks:
                yield block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield child_block, raw.get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            # Items are dicts with an id; in data of early Wagtail versions they are bare values.
            yield block.child_block, item["value"] if isinstance(item, dict) else item
