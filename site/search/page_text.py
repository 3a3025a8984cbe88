"""Extracts the plain text of a page from its declared search fields."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Manager

from wagtail.models import Page
from wagtail.search import index

# Fields of their own in the entry, with their own weights.
_SEPARATE_FIELDS = {"title", "summary"}
MAX_CHARACTERS = 200_000
# Shown between blocks of text; not part of any word.
SEPARATOR = " · "


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
    """The objects of a relation to many or to one."""
    if isinstance(value, Manager):
        return list(value.all())
    return [] if value is None else [value]
