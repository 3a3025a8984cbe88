"""Writes the segments of an original in bulk, where wagtail-localize looks up and saves each one.

The same rows as `TranslationSource.refresh_segments`: what exists keeps its id, what the original
has no more is deleted. The number of queries does not depend on the number of segments.
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

MODELS: tuple[type[models.Model], ...] = (
    StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment,
)  # fmt: skip


@transaction.atomic
def write_segments(source: TranslationSource) -> None:
    """Brings the segments of the source up to date with its content."""
    instance = source.as_instance()
    values = extract_segments(instance)
    contexts = _contexts(source, values, instance)
    wanted: dict[type[models.Model], list[models.Model]] = {model: [] for model in MODELS}
    for value, (model, contents) in zip(values, _contents(source, values), strict=True):
        place = {"source": source, "context_id": contexts[value.path], "order": value.order}
        wanted[model].append(model(**place, **contents))
    for model, rows in wanted.items():
        _replace(source, model, rows)


def _replace(
    source: TranslationSource, model: type[models.Model], rows: list[models.Model]
) -> None:
    """Creates what is missing of `rows`, and deletes those of the source that are not of them."""
    stored = {_values(row): row for row in model._default_manager.filter(source=source)}
    fresh = {_values(row): row for row in rows}
    gone = [row.pk for values, row in stored.items() if values not in fresh]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    model._default_manager.bulk_create(
        [row for values, row in fresh.items() if values not in stored]
    )


def _values(row: models.Model) -> tuple[Any, ...]:
    fields = row._meta.concrete_fields
    return tuple(getattr(row, field.attname) for field in fields if not field.primary_key)


def _contents(
    source: TranslationSource, values: list[Any]
) -> list[tuple[type[models.Model], dict[str, Any]]]:
    """Returns the model of each segment and its fields beyond its place."""
    strings = _strings(source, values)
    templates = _templates(values)
    found: list[tuple[type[models.Model], dict[str, Any]]] = []
    for value in values:
        if isinstance(value, TemplateSegmentValue):
            found.append((TemplateSegment, {"template_id": templates[_template_uuid(value)]}))
        elif isinstance(value, RelatedObjectSegmentValue):
            related, _created = TranslatableObject.objects.get_or_create(
                content_type=value.content_type, translation_key=value.translation_key
            )
            found.append((RelatedObjectSegment, {"object": related}))
        elif isinstance(value, OverridableSegmentValue):
            data = json.dumps(value.data, cls=DjangoJSONEncoder)
            found.append((OverridableSegment, {"data_json": data}))
        else:
            attributes = json.dumps(value.attrs, cls=DjangoJSONEncoder)
            string = strings[String._get_data_hash(value.string.data)]
            found.append((StringSegment, {"string_id": string, "attrs": attributes}))
    return found


def _ids(
    rows: "models.QuerySet[Any]",
    field: str,
    wanted: Collection[UUID],
    create: Callable[[UUID], models.Model],
) -> dict[UUID, int]:
    """Returns the ids of the rows with these values of `field`, creating the missing ones."""
    there = dict(rows.filter(**{f"{field}__in": wanted}).values_list(field, "pk"))
    missing = [create(value) for value in wanted if value not in there]
    if not missing:
        return there
    # Another process may create the same one at the same time.
    rows.model._default_manager.bulk_create(missing, ignore_conflicts=True)
    return dict(rows.filter(**{f"{field}__in": wanted}).values_list(field, "pk"))


def _strings(source: TranslationSource, values: Iterable[Any]) -> dict[UUID, int]:
    found = [value.string.data for value in values if isinstance(value, StringSegmentValue)]
    texts = {String._get_data_hash(text): text for text in found}

    def create(digest: UUID) -> String:
        return String(locale_id=source.locale_id, data_hash=digest, data=texts[digest])

    return _ids(String.objects.filter(locale=source.locale_id), "data_hash", texts, create)


def _template_uuid(value: TemplateSegmentValue) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _templates(values: Iterable[Any]) -> dict[UUID, int]:
    found = {
        _template_uuid(value): value for value in values if isinstance(value, TemplateSegmentValue)
    }

    def create(digest: UUID) -> Template:
        value = found[digest]
        return Template(
            uuid=digest,
            template=value.template,
            template_format=value.format,
            string_count=value.string_count,
        )

    return _ids(Template.objects.all(), "uuid", found, create) if found else {}


@dataclass
class _Place:
    """What `TranslationContext.get_field_path` reads and writes of a context; it is not saved."""

    path: str
    field_path: str = ""

    def save(self, **_kwargs: Any) -> None:
        """Does nothing: the row is written with all others."""


def _contexts(source: TranslationSource, values: Iterable[Any], instance: Any) -> dict[str, int]:
    """Returns path → id of its context."""
    paths = dict.fromkeys(value.path for value in values)
    hashes = {TranslationContext._get_path_id(path): path for path in paths}
    stored = TranslationContext.objects.filter(object_id=source.object_id)

    def create(digest: UUID) -> TranslationContext:
        place: Any = _Place(hashes[digest])
        return TranslationContext(
            object_id=source.object_id,
            path_id=digest,
            path=place.path,
            field_path=TranslationContext.get_field_path(place, instance),
        )

    found = _ids(stored, "path_id", hashes, create)
    return {path: found[digest] for digest, path in hashes.items()}
