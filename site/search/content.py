"""What a page says, gathered from the search fields that its type declares."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from wagtail.models import Page
from wagtail.search import index

# Kept apart in the entry, with a weight of their own.
_APART = {"title", "summary"}
_TAG = re.compile(r"<[^>]+>")
MAX_CHARACTERS = 200_000


def page_text(page: Page) -> str:
    """The plain text of a specific page, its title and summary left out."""
    texts = _texts(page, page.get_search_fields())
    plain = " ".join(_plain(str(text)) for text in texts if text)
    return plain[:MAX_CHARACTERS]


def _texts(instance: Any, fields: list[Any]) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, index.RelatedFields):
            for related in field.get_value(instance).all():
                yield from _texts(related, field.fields)
        elif isinstance(field, index.SearchField) and field.field_name not in _APART:
            value = field.get_value(instance)
            yield from value if isinstance(value, list) else [value]


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())
