"""What a page says, gathered from the search fields that its type declares."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Manager

from wagtail.models import Page
from wagtail.search import index

# Kept apart in the entry, with a weight of their own.
_APART = {"title", "summary"}
MAX_CHARACTERS = 200_000
# Between a heading and what follows, for the eye: it is part of no word.
SEPARATOR = " · "


def page_text(page: Page) -> str:
    """The plain text of a specific page, its title and summary left out."""
    fields = page.get_search_fields()
    own = [field for field in fields if getattr(field, "field_name", "") not in _APART]
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
    """The objects of a relation, be it to many or to one."""
    if isinstance(value, Manager):
        return list(value.all())
    return [] if value is None else [value]
