"""Translations that are known before a translator has begun."""

import uuid
from collections.abc import Collection
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def prefill(
    page: Page,
    locale: Locale,
    user: Any,
    *,
    title: str = "",
    from_pages: Collection[uuid.UUID] = (),
) -> None:
    """Enters `title`, and what the pages with the translation keys `from_pages` have.

    A text has one translation there wherever it is the same; the latest wins. What was entered
    already stays.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    known = _known(segments, locale, from_pages)
    for segment in segments:
        is_title = segment.context.path == "title"
        text = known.get(segment.string_id) or (title if is_title else "")
        if text:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={"data": text, "translation_type": MANUAL, "last_translated_by": user},
            )


def _known(segments: Any, locale: Locale, pages: Collection[uuid.UUID]) -> dict[int, str]:
    """Primary key of a string → its translation."""
    found = StringTranslation.objects.filter(
        locale=locale,
        context__object_id__in=pages,
        translation_of__in=segments.values("string_id"),
        has_error=False,
    )
    return dict(found.order_by("updated_at").values_list("translation_of_id", "data"))
