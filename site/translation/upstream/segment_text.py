"""The texts of a page, piece by piece, without caring for its tags."""

from collections import defaultdict
from typing import Any

from django.db import models

from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

# Looks like nothing, but Python does not count it as white space.
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


def plain(html: str) -> str:
    """A string of wagtail-localize as one line of text; empty where a reader would see nothing."""
    text = StringValue(html).render_text() if "<" in html or "&" in html else html
    return " ".join(text.split()).strip(ZERO_WIDTH)


def word_count(html: str) -> int:
    return len(plain(html).split())


def unit_of(model: type[models.Model], path: str) -> str:
    """The part of a page that is shown or left out as a whole, from the path of a segment in it.

    A field; of a StreamField one block, of inline children one child.
    """
    name, *rest = path.split(".")
    field = model._meta.get_field(name)
    if rest and isinstance(field, StreamField | models.ManyToOneRel):
        return f"{name}.{rest[0]}"
    return name


def segments_on(instance: Any) -> list[Any]:
    """wagtail-localize's segment values of a page or snippet as it is now, saved or not."""
    found: list[Any] = extract_segments(instance)
    return found


def texts_on(instance: Any) -> dict[str, set[str]]:
    """Unit → the texts that stand in it now. `instance` is of its specific type."""
    found: dict[str, set[str]] = defaultdict(set)
    for segment in segments_on(instance):
        if isinstance(segment, StringSegmentValue):
            found[unit_of(type(instance), segment.path)].add(plain(segment.string.data))
    return found
