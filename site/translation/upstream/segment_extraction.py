"""How wagtail-localize takes originals apart: plain texts, inline elements, signal when it is done.

wagtail-localize knows few inline elements: "10<sup>th</sup> meeting" would become three strings.
The list is extended before any content is extracted, because existing strings are not merged. It
accepts attributes on links only: `strings.validate_element` rejects elements of the list with
attributes. So `core.text.rich_text_segments` makes links of passages (`<span lang="fr">`) while a
text is taken apart; a feature that adds another element with attributes requires the same.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import models
from django.dispatch import Signal

from wagtail.fields import StreamField
from wagtail_localize import strings
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from translation.upstream.segment_writing import write_segments

# `source`: the TranslationSource whose segments were extracted.
segments_extracted = Signal()


def refresh_segments(_stock: Callable[..., None]) -> Callable[..., None]:
    """Replacement for `TranslationSource.refresh_segments`: in bulk, and it sends the signal."""

    def refresh(self: TranslationSource) -> None:
        write_segments(self)
        segments_extracted.send(TranslationSource, source=self)

    return refresh


FURTHER_INLINE_TAGS = (
    "sup", "sub", "s", "del", "u", "mark", "span", "small", "q", "cite", "bdi", "bdo",
)  # fmt: skip


def extended(stock: list[str]) -> list[str]:
    """Replacement for `wagtail_localize.strings.INLINE_TAGS`."""
    return [*stock, *(tag for tag in FURTHER_INLINE_TAGS if tag not in stock)]


def inline_tags() -> list[str]:
    """Returns the names of all elements that stay inside a string."""
    return list(strings.INLINE_TAGS)


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
