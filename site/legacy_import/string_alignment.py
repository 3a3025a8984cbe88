"""Aligns the segments of an original with those of a legacy page in another language.

wagtail-localize stores translations by string. Where both pages have the same blocks and the same
number of sentences, the strings are paired in order.
"""

import json
from typing import Any

from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue

from legacy_import.field_content import Content
from translation.upstream import segments_on

Pairs = dict[tuple[str, str], str]


def pairs(original: Any, title: str, content: Content) -> Pairs | None:
    """Returns (segment path, original string) → translation; None where they do not align."""
    shadow = _shadow(original, title, content)
    if shadow is None:
        return None
    names = {"title", *content.fields, *content.rows}
    ours, theirs = _segments(original, names), _segments(shadow, names)
    if [_shape(each) for each in ours] != [_shape(each) for each in theirs]:
        return None
    return {
        (our.path, our.string.data): their.string.data
        for our, their in zip(ours, theirs, strict=True)
        if isinstance(our, StringSegmentValue)
    }


def _segments(page: Any, names: set[str]) -> list[Any]:
    return [each for each in segments_on(page) if each.path.split(".")[0] in names]


def _shape(segment: Any) -> tuple[Any, ...]:
    """Returns what must be equal for two segments to be paired: path, markup, links."""
    if isinstance(segment, StringSegmentValue):
        return ("string", segment.path, segment.order, json.dumps(segment.attrs, sort_keys=True))
    template = segment.template if isinstance(segment, TemplateSegmentValue) else ""
    return (type(segment).__name__, segment.path, template)


def _shadow(original: Any, title: str, content: Content) -> Any:
    """Returns an unsaved copy with translated content and the original's ids, or None."""
    shadow = type(original)(title=title, slug=original.slug, locale=original.locale)
    for name, value in content.fields.items():
        column = type(original)._meta.get_field(name)
        if not isinstance(column, StreamField):
            setattr(shadow, name, value)
            continue
        stored = _stored(column, value)
        theirs = list(getattr(original, name).raw_data)
        if not _graft(stored, theirs) or any(block["type"] == "table" for block in stored):
            return None
        setattr(shadow, name, json.dumps(stored))
    for relation, texts in content.rows.items():
        rows = list(getattr(original, relation).all())
        if len(rows) != len(texts):
            return None
        manager = getattr(shadow, relation)
        for row, text in zip(rows, texts, strict=True):
            manager.add(
                manager.model(
                    locale=original.locale,
                    translation_key=row.translation_key,
                    sort_order=row.sort_order,
                    text=text,
                )
            )
    return shadow


def _stored(column: StreamField, value: Any) -> list[dict[str, Any]]:
    prepared = column.stream_block.get_prep_value(column.to_python(value))
    stored: list[dict[str, Any]] = json.loads(json.dumps(prepared))
    return stored


def _graft(mine: Any, theirs: Any) -> bool:
    """Copies block ids from `theirs` to `mine`; False where their structure differs."""
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(_graft, mine, theirs))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        if mine.get("type") != theirs.get("type"):
            return False
        if "id" in theirs:
            mine["id"] = theirs["id"]
        return _graft(mine.get("value"), theirs.get("value")) if "value" in mine else True
    return isinstance(mine, list | dict) == isinstance(theirs, list | dict)
