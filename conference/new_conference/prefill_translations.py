"""Prefills translations of new pages from existing pages."""

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
    """Saves `title`, and translations of the same texts on the pages with keys `from_pages`.

    If a text was translated differently there, the latest wins. Existing translations are kept.
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
    """Returns id of a string → its translation."""
    found = StringTranslation.objects.filter(
        locale=locale,
        context__object_id__in=pages,
        translation_of__in=segments.values("string_id"),
        has_error=False,
    )
    return dict(found.order_by("updated_at").values_list("translation_of_id", "data"))
