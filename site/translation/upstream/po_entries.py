"""Data for PO files, and storing texts from files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from wagtail_localize.models import StringSegment, StringTranslation, Translation

# PO header with which wagtail-localize identifies the translation.
TRANSLATION_HEADER = "X-WagtailLocalize-TranslationID"


@dataclass(frozen=True)
class Former:
    """A translation of a text that is no longer in the original."""

    translation: UUID
    path: str
    original: str
    text: str


def former_texts(translations: QuerySet[Translation]) -> Iterator[Former]:
    """Yields former translations, with one query for each language."""
    by_locale: dict[int, dict[UUID, UUID]] = {}
    for uuid, key, locale in translations.values_list("uuid", "source__object_id", "target_locale"):
        by_locale.setdefault(locale, {})[key] = uuid
    for locale, uuids in by_locale.items():
        rows = _unused(locale, list(uuids))
        for key, path, original, text in rows:
            yield Former(uuids[key], path, original, text)


def _unused(locale: int, keys: list[UUID]) -> QuerySet[StringTranslation, tuple[Any, ...]]:
    used = StringSegment.objects.filter(
        string=OuterRef("translation_of"), context=OuterRef("context")
    )
    return (
        StringTranslation.objects.filter(locale=locale, context__object__in=keys)
        .filter(~Exists(used))
        .order_by("context__object", "pk")
        .values_list("context__object", "context__path", "translation_of__data", "data")
    )


def store(
    segment_id: int, translation: Translation, text: str, user: Any, tool: str
) -> StringTranslation:
    """Stores one text as wagtail-localize's editor does, with the same signals."""
    segment = StringSegment.objects.get(pk=segment_id)
    return store_at(translation, segment.context_id, segment.string_id, text, user, tool)


def store_at(
    translation: Translation, context_id: int, string_id: int, text: str, user: Any, tool: str
) -> StringTranslation:
    """Stores the text of a string in a context, as `store`."""
    kept, _created = StringTranslation.objects.update_or_create(
        translation_of_id=string_id,
        locale_id=translation.target_locale_id,
        context_id=context_id,
        defaults={
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": tool,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    return kept
