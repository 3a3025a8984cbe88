"""Reads the segments of translations from wagtail-localize with a constant number of queries."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from wagtail_localize.models import StringTranslation, Translation

from translation.checks import set_aside_problems
from translation.checks.field_length import label_of, limit_of
from translation.checks.links import Attributes, LinkTargets, pages_linked
from translation.checks.problems import Problem, Text
from translation.checks.registry import problems_of
from translation.editor_data import EditorData
from translation.models import SegmentRecord, State
from translation.upstream import DOUBTFUL, REMEMBERED

_COLUMNS = {
    "segment_id": "source__stringsegment",
    "order": "source__stringsegment__order",
    "attrs": "source__stringsegment__attrs",
    "original": "source__stringsegment__string__data",
    "path": "source__stringsegment__context__path",
    "field_path": "source__stringsegment__context__field_path",
    "title": "source__object_repr",
    "model_id": "source__specific_content_type",
    "key": "source__object_id",
    "source_language": "source__locale__language_code",
    "target_language": "target_locale__language_code",
    "locale_id": "target_locale",
}


@dataclass(frozen=True)
class Segment:
    """One segment of a page or snippet with its translation into one language."""

    translation_id: int
    segment_id: int
    key: UUID
    """The translation key of the page."""
    locale_id: int
    model_id: int
    """The id of the original's content type."""
    title: str
    path: str
    field_path: str
    state: str
    """A `translation.models.State` value; empty for segments without a record."""
    text: Text
    aside: frozenset[str] = frozenset()
    """The checks whose errors were dismissed for these texts."""

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems that were not dismissed."""
        return set_aside_problems.without(problems_of(self.text), self.aside)

    @property
    def is_open(self) -> bool:
        """Whether the text is not approved, or not for the current original."""
        return bool(self.text.target) and self.state != State.APPROVED

    @property
    def is_doubtful(self) -> bool:
        """Whether the text is fuzzy, or was made for an earlier original."""
        return self.text.is_doubtful or self.state == State.STALE

    @property
    def label(self) -> str:
        """The field's label in the active language."""
        model = _model(self.model_id)
        return label_of(model, self.field_path or self.path) if model else self.path


def segments_of(translations: QuerySet[Translation]) -> Iterator[Segment]:
    """Yields all segments, page by page in reading order, with three queries in total."""
    return segments_in(list(_rows(translations)))


def segments_on(data: EditorData) -> Iterator[Segment]:
    """Yields the segments of one translation from the data already loaded for its editor."""
    return segments_in(
        [
            row_of(
                data.translation,
                line.segment,
                line.entry,
                segment_id=line.segment.pk,
                attrs=line.segment.attrs,
                state=data.states.get((line.segment.context_id, line.segment.string_id), ""),
            )
            for line in data.lines
        ]
    )


def row_of(
    translation: Translation, place: Any, entry: StringTranslation | None, **values: Any
) -> dict[str, Any]:
    """Returns a row for `segments_in` without a query.

    `place` has context and string loaded; `values` are `segment_id`, `attrs` and `state`.
    """
    source, locale = translation.source, translation.target_locale
    return values | {
        "pk": translation.pk,
        "title": source.object_repr,
        "model_id": source.specific_content_type_id,
        "key": source.object_id,
        "source_language": source.locale.language_code,
        "target_language": locale.language_code,
        "locale_id": locale.pk,
        "original": place.string.data,
        "path": place.context.path,
        "field_path": place.context.field_path,
        "translated": entry.data if entry else "",
        "tool": entry.tool_name if entry else "",
    }


def segments_in(rows: list[dict[str, Any]], *, with_aside: bool = True) -> Iterator[Segment]:
    """Yields the segments of loaded rows in their order.

    At most two queries: link targets, and dismissed errors if `with_aside`.
    """
    targets = pages_linked(_attributes_of(row) for row in rows)
    segments = [_segment(row, targets) for row in rows]
    texts = (segment.text for segment in segments if with_aside)
    aside = set_aside_problems.known_for(text for text in texts if set_aside_problems.has_any(text))
    for segment in segments:
        yield replace(
            segment, aside=aside.get(set_aside_problems.pair_of(segment.text), frozenset())
        )


def _rows(translations: QuerySet[Translation]) -> QuerySet[Translation, dict[str, Any]]:
    columns: dict[str, Any] = {name: F(path) for name, path in _COLUMNS.items()}
    return (
        translations.order_by("source__object_repr", "target_locale", "pk", _COLUMNS["order"])
        .exclude(source__stringsegment=None)
        .annotate(translated=_stored("data"), tool=_stored("tool_name"), state=_state(), **columns)
        .values("pk", "translated", "tool", "state", *columns)
    )


def _stored(column: str) -> Coalesce:
    found = StringTranslation.objects.filter(
        translation_of=OuterRef("source__stringsegment__string"),
        context=OuterRef("source__stringsegment__context"),
        locale=OuterRef("target_locale"),
    )
    empty = Value("", output_field=models.TextField())
    return Coalesce(Subquery(found.values(column)[:1]), empty, output_field=models.TextField())


def _state() -> Coalesce:
    found = SegmentRecord.objects.filter(
        translation=OuterRef("pk"),
        context=OuterRef("source__stringsegment__context"),
        string=OuterRef("source__stringsegment__string"),
    )
    return Coalesce(Subquery(found.values("state")[:1]), Value(""))


def _attributes_of(row: dict[str, Any]) -> Attributes:
    """Returns attributes by element; wagtail-localize stores "null" for strings without any."""
    return (json.loads(row["attrs"]) if row["attrs"] else None) or {}


def _segment(row: dict[str, Any], targets: LinkTargets) -> Segment:
    attributes = _attributes_of(row)
    text = Text(
        source=row["original"],
        target=row["translated"],
        source_language=row["source_language"],
        target_language=row["target_language"],
        is_doubtful=row["tool"] in (DOUBTFUL, REMEMBERED),
        limit=_limit(row["model_id"], row["field_path"] or row["path"]),
        dead_links=targets.dead(attributes),
        foreign_links=targets.foreign(attributes, row["locale_id"]),
    )
    names = (
        "segment_id", "key", "locale_id", "model_id", "title", "path", "field_path", "state"
    )  # fmt: skip
    return Segment(translation_id=row["pk"], text=text, **{name: row[name] for name in names})


def _limit(model_id: int, field_path: str) -> int | None:
    model = _model(model_id)
    return _limit_in(model, field_path) if model else None


@lru_cache(maxsize=4096)
def _limit_in(model: type[models.Model], field_path: str) -> int | None:
    return limit_of(model, field_path)


def _model(model_id: int) -> type[models.Model] | None:
    """Returns the model of a content type, or None if its code was removed."""
    return ContentType.objects.get_for_id(model_id).model_class()
