"""Builds a translated page or snippet in memory, from its original and the stored translations.

Unlike wagtail-localize's own, which fills gaps with the original's text, a segment without a
translation gets its last approved one, or else that of `published_fallback`.
"""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from translation.upstream import approved_texts
from translation.upstream.extracted_segments import unit_of
from translation.upstream.published_fallback import fall_back
from translation.upstream.unconfirmed_texts import fitting


def translated_instance(source: TranslationSource, locale: Locale) -> Any:
    """Returns the existing page or snippet in `locale` with the current translations, not saved.

    Raises ObjectDoesNotExist where there is none.
    """
    translated = source.get_translated_instance(locale)
    fill(source, locale, translated)
    return translated


def fill(source: TranslationSource, locale: Locale, translated: Any) -> None:
    """Puts the current translations and synchronized fields into `translated`, which is not saved.

    Takes the same number of queries for any number of segments.
    """
    original = source.as_instance()
    copy_synchronised_fields(original, translated)
    texts = approved_texts.texts(source, locale)
    missing, kept = set(), []
    for segment in source._get_segments_for_translation(locale, fallback=True):
        text = texts.get(segment.order) if isinstance(segment, StringSegmentValue) else None
        if text is not None and not text.data:
            missing.add(unit_of(type(translated), segment.path))
        else:
            kept.append(_replaced(segment, text))
    kept = [part for part in kept if unit_of(type(translated), part.path) not in missing]
    ingest_segments(original, translated, source.locale, locale, kept)
    if missing:
        fall_back(translated, missing)


def _replaced(segment: Any, text: approved_texts.Text | None) -> Any:
    """Returns the segment with its last approved text where no current one is stored."""
    if text is None or text.is_entered:
        return segment
    string = StringValue(fitting(text.data, text.source))
    return StringSegmentValue(segment.path, string, attrs=segment.attrs, order=segment.order)
