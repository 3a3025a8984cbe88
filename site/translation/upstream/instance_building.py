"""Builds a translated page or snippet in memory, from its original and the stored translations.

Unlike wagtail-localize's own, which fills gaps with the original's text, a segment without a
translation gets its last approved one. Without that, as a new sentence, the whole block, inline
child or field that contains it stays as published; if it was never published, it is left out.
Readers are notified that the translation is older than its original.
"""

from typing import Any

from django.db import models

from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from translation.upstream import approved_texts
from translation.upstream.segment_extraction import unit_of
from translation.upstream.write_localize_tables import fitting


def translated_instance(source: TranslationSource, locale: Locale) -> Any:
    """Returns the existing page or snippet in `locale` with the current translations, not saved.

    Raises ObjectDoesNotExist where there is none.
    """
    translated = source.get_translated_instance(locale)
    fill(source, locale, translated)
    return translated


def put_into(copied: Any, language: Locale, segments: list[Any]) -> None:
    """Puts segments into the copy of an original in the locale `language`, which is not saved."""
    ingest_segments(copied, copied, language, copied.locale, segments)


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


def fall_back(instance: Any, units: set[str]) -> None:
    """Resets each of `units` of the translated `instance` to its published version."""
    published = published_version(instance)
    for unit in units:
        name, _dot, key = unit.partition(".")
        field = instance._meta.get_field(name)
        if isinstance(field, StreamField):
            _fall_back_block(getattr(instance, name), key, published and getattr(published, name))
        elif isinstance(field, models.ManyToOneRel):
            _fall_back_child(getattr(instance, name), key, published and getattr(published, name))
        elif published is not None:
            setattr(instance, name, getattr(published, name))
        elif field.blank and isinstance(instance, DraftStateMixin):
            setattr(instance, name, "")


def published_version(instance: Any) -> Any:
    """Returns the stored version of `instance` if it was ever public, otherwise None."""
    if instance.pk is None or not isinstance(instance, DraftStateMixin):
        return None
    published = type(instance)._default_manager.filter(first_published_at__isnull=False)
    return published.filter(pk=instance.pk).first()


def _fall_back_block(stream: Any, key: str, published: Any) -> None:
    earlier = next((block for block in published or () if block.id == key), None)
    for place, block in enumerate(stream):
        if block.id == key and earlier is not None:
            stream[place] = (earlier.block_type, earlier.value, earlier.id)
        elif block.id == key:
            del stream[place]
            break


def _fall_back_child(children: Any, key: str, published: Any) -> None:
    earlier = {str(child.translation_key): child for child in published.all()} if published else {}
    for child in list(children.all()):
        if str(child.translation_key) == key:
            children.remove(child)
            if key in earlier:
                earlier[key].sort_order = getattr(child, "sort_order", None)
                children.add(earlier[key])
