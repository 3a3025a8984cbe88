"""Writes texts to wagtail-localize's tables: from files, carried over or from the memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from bs4 import BeautifulSoup

from core.text.control_character_removal import cleaned
from translation.upstream.read_localize_tables import Segment

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


# Stored in wagtail-localize's field for the name of a translation tool. Saving the string manually
# clears the field, which confirms the text for the new source.
CARRIED = "earlier translation"
# The same for a fuzzy text imported from a file.
DOUBTFUL = "PO (fuzzy)"

# The same for an exact match from the translation memory.
REMEMBERED = "translation memory"

UNCONFIRMED = (CARRIED, DOUBTFUL, REMEMBERED)

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def is_carried(entry: StringTranslation) -> bool:
    """Whether the text was carried over from an earlier source."""
    return bool(entry.tool_name == CARRIED)


def is_unconfirmed(entry: StringTranslation) -> bool:
    """Whether no translator has confirmed the text for the current source."""
    return entry.tool_name in UNCONFIRMED


def carry(
    translation: Translation, texts: Iterable[tuple[Segment, str]], *, tool_name: str = CARRIED
) -> dict[tuple[int, int], StringTranslation]:
    """Enters an earlier text for each segment, replacing unusable entries.

    Returns context and string id → the new entry.
    """
    rows = [
        StringTranslation(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
            data=fitting(text, segment.text),
            translation_type=MANUAL,
            tool_name=tool_name,
            updated_at=timezone.now(),
        )
        for segment, text in texts
    ]
    # Without signals: they would set the draft's title, which is up to date already.
    StringTranslation.objects.bulk_create(
        cleaned(rows),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "tool_name", "has_error", "field_error", "updated_at"],
    )
    return {(row.context_id, row.translation_of_id): row for row in rows}


def confirm(translation: Translation, context_id: int, string_id: int, user: object) -> bool:
    """Confirms the earlier translation for the new source, as saving it unchanged does.

    Returns False if there is none.
    """
    entry = StringTranslation.objects.filter(
        locale_id=translation.target_locale_id,
        context_id=context_id,
        translation_of_id=string_id,
        tool_name=CARRIED,
    ).first()
    if entry is None:
        return False
    entry.tool_name = ""
    entry.last_translated_by = user
    entry.save()
    return True


def fitting(text: str, source_text: str) -> str:
    """Returns `text` without links that the new source lacks; keeps their text."""
    try:
        validate_translation_links(source_text, text)
    except ValueError:
        soup = BeautifulSoup(text, "html.parser")
        known = {link.get("id") for link in BeautifulSoup(source_text, "html.parser").find_all("a")}
        for link in soup.find_all("a"):
            if link.get("id") not in known:
                link.unwrap()
        return str(soup)
    return text


def markup_fault(source: str, html: str) -> str:
    """Returns why a translation of `source` is invalid; empty if it is valid."""
    try:
        StringValue.from_translated_html(html)
        validate_translation_links(source, html)
    except ValueError as error:
        return str(error)
    return ""
