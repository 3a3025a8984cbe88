"""Plain text, paths and segments of pages."""

from collections import defaultdict
from typing import Any

from django.db import models

from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

# Invisible characters that `str.split` does not treat as white space.
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


def plain(html: str) -> str:
    """Returns a string as one line of plain text; empty if nothing is visible."""
    text = StringValue(html).render_text() if "<" in html or "&" in html else html
    return " ".join(text.split()).strip(ZERO_WIDTH)


def word_count(html: str) -> int:
    """Returns the number of words of the plain text."""
    return len(plain(html).split())


def unit_of(model: type[models.Model], path: str) -> str:
    """Returns the part of a page that is published or left out as a whole, for a segment's path.

    A field; one block of a StreamField; one inline child.
    """
    name, *rest = path.split(".")
    field = model._meta.get_field(name)
    if rest and isinstance(field, StreamField | models.ManyToOneRel):
        return f"{name}.{rest[0]}"
    return name


def segments_on(instance: Any) -> list[Any]:
    """Returns wagtail-localize's segment values of a page or snippet, saved or not."""
    found: list[Any] = extract_segments(instance)
    return found


def texts_on(instance: Any) -> dict[str, set[str]]:
    """Returns unit → its current texts. `instance` must be specific."""
    found: dict[str, set[str]] = defaultdict(set)
    for segment in segments_on(instance):
        if isinstance(segment, StringSegmentValue):
            found[unit_of(type(instance), segment.path)].add(plain(segment.string.data))
    return found
