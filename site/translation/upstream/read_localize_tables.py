"""Reads wagtail-localize's tables: sources, segments and stored translations."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import TranslatableMixin
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationSource,
)

from translation.upstream.segment_extraction import plain

Key = tuple[int, int]
"""Ids of a segment's context and string."""


@dataclass(frozen=True)
class Segment:
    """One string of an original in its context."""

    context_id: int
    path: str
    """Dotted: "body.<block id>.caption"."""
    string_id: int
    text: str
    """HTML with link attributes replaced by ids."""
    order: int

    @property
    def key(self) -> Key:
        """The ids of context and string."""
        return self.context_id, self.string_id


def sources_of_versions(instance: TranslatableMixin) -> dict[int, int]:
    """Returns locale id → id of the translation source of each version that is an original.

    Read once for each object, for receivers of one signal.
    """
    known: dict[int, int] | None = instance.__dict__.get("_sources_of_versions")
    if known is None:
        found = TranslationSource.objects.filter(object_id=instance.translation_key)
        known = dict(found.values_list("locale_id", "pk"))
        instance.__dict__["_sources_of_versions"] = known
    return known


def may_be_translated(instance: TranslatableMixin) -> bool:
    """Returns whether there is an original in another language; as `sources_of_versions`."""
    return bool(sources_of_versions(instance).keys() - {instance.locale_id})


def translation_into(instance: TranslatableMixin) -> Translation | None:
    """Returns the enabled translation that produces `instance`; None for an original."""
    found = Translation.objects.filter(
        source__object_id=instance.translation_key,
        target_locale_id=instance.locale_id,
        enabled=True,
    )
    return found.select_related("source", "target_locale").first()


def lock(translation: Translation) -> None:
    """Locks the translation's row until the end of the transaction (`SELECT … FOR UPDATE`)."""
    Translation.objects.select_for_update(of=("self",)).filter(pk=translation.pk).first()


def target_of(translation: Translation) -> Any:
    """Returns the translated page or snippet (specific), or None if it was deleted."""
    model = translation.source.specific_content_type.model_class()
    if model is None:
        return None
    return model._default_manager.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale
    ).first()


def segments_of(source: TranslationSource) -> list[Segment]:
    """Returns the segments in reading order; one query."""
    rows = source.stringsegment_set.order_by("order").values_list(
        "context_id", "context__path", "string_id", "string__data", "order"
    )
    return [Segment(*row) for row in rows]


def entries_of(translation: Translation) -> dict[Key, StringTranslation]:
    """Returns the stored translations of the original's current segments; one query."""
    segments = translation.source.stringsegment_set
    found = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        translation_of_id__in=segments.values("string_id"),
        context_id__in=segments.values("context_id"),
    )
    return {(entry.context_id, entry.translation_of_id): entry for entry in found}


def is_usable(entry: StringTranslation | None) -> bool:
    """Whether the entry can be published: neither blank nor faulty."""
    return entry is not None and not entry.has_error and bool(plain(entry.data))


def shape_of(source: TranslationSource) -> str:
    """Returns a hash of everything to translate, for detecting changes."""
    return shapes_of([source.pk])[source.pk]


# The models of segments, and what of them decides over the shape.
_SHAPING: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (StringSegment, ("string__data_hash", "attrs")),
    (TemplateSegment, ("template__uuid",)),
    (OverridableSegment, ("data_json",)),
    (RelatedObjectSegment, ("object_id",)),
)


def shapes_of(sources: Iterable[int]) -> dict[int, str]:
    """Returns id of a source → its `shape_of`; four queries."""
    parts: dict[int, list[list[Any]]] = {pk: [[] for _model in _SHAPING] for pk in sources}
    for place, (model, names) in enumerate(_SHAPING):
        rows = model._default_manager.filter(source__in=parts)
        for pk, *values in rows.values_list("source", "context__path_id", *names):
            parts[pk][place].append(tuple(values))
    return {pk: _digest_of(found) for pk, found in parts.items()}


def _digest_of(parts: list[list[Any]]) -> str:
    text = repr([sorted(map(str, part)) for part in parts])
    return hashlib.sha256(text.encode()).hexdigest()


def segments_by_source(sources: Iterable[TranslationSource]) -> dict[int, list[StringSegment]]:
    """Returns id of a source → its segments, one of each string in a context; one query."""
    rows = StringSegment.objects.filter(source__in=list(sources))
    found: dict[int, dict[Key, StringSegment]] = defaultdict(dict)
    for row in rows.select_related("context", "string").order_by("source", "order"):
        found[row.source_id][(row.context_id, row.string_id)] = row
    return {pk: list(segments.values()) for pk, segments in found.items()}


def entries_of_many(
    translations: Iterable[Translation],
) -> dict[tuple[int, int, int], StringTranslation]:
    """Returns ids of locale, context and string → the stored translation; one query."""
    keys = {translation.source.object_id for translation in translations}
    locales = {translation.target_locale_id for translation in translations}
    rows = StringTranslation.objects.filter(context__object__in=keys, locale__in=locales)
    return {(row.locale_id, row.context_id, row.translation_of_id): row for row in rows}


def entries_at(translation: Translation, keys: Collection[Key]) -> dict[Key, StringTranslation]:
    """Returns the stored translations of `keys`; no query if there are none."""
    if not keys:
        return {}
    found = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        translation_of_id__in={string for _context, string in keys},
        context_id__in={context for context, _string in keys},
    )
    by_key = {(entry.context_id, entry.translation_of_id): entry for entry in found}
    return {key: by_key[key] for key in keys if key in by_key}


def source_texts(string_ids: Iterable[int]) -> dict[int, str]:
    """Returns string id → HTML."""
    return dict(String.objects.filter(pk__in=set(string_ids)).values_list("pk", "data"))


@dataclass(frozen=True)
class Line:
    """One string of an original in its context, with its stored translation."""

    segment: StringSegment
    """With its context and string loaded."""
    entry: StringTranslation | None

    @property
    def original(self) -> str:
        """HTML with link attributes replaced by ids."""
        return str(self.segment.string.data)

    @property
    def translated(self) -> str:
        """The stored translation, with or without errors; empty if there is none."""
        return str(self.entry.data) if self.entry else ""


def lines_of(translation: Translation) -> list[Line]:
    """Returns the lines in reading order; two queries."""
    segments = translation.source.stringsegment_set.order_by("order")
    entered = entries_of(translation)
    return [
        Line(each, entered.get((each.context_id, each.string_id)))
        for each in segments.select_related("context", "string")
    ]
