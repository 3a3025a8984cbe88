"""Enters and publishes the translations of seeded pages and snippets.

They go through wagtail-localize's tables: the translation editor shows every string filled in, and
changes to it can be published.
"""

from typing import Any

from django.utils import timezone

from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from core.seeding.page_writing import PageWriter, reread_streams, spare_of
from core.seeding.registry import SeedReport
from core.signals import translations_published_together


class MissingTranslationsError(Exception):
    """A seed catalogue lacks strings of a page."""

    def __init__(self, source: Any, language: str, missing: list[str]) -> None:
        lines = "\n".join(f"  {text}" for text in missing)
        super().__init__(f"{source} lacks in {language}:\n{lines}")


class Translator:
    """Translates pages and snippets within one transaction; ends with `finish`."""

    def __init__(self, writer: PageWriter, report: SeedReport) -> None:
        self.writer, self.report = writer, report
        self.logs: list[TranslationLog] = []
        self.translations: list[Translation] = []

    def translate(self, source: Any, catalogues: dict[Locale, dict[str, str]]) -> None:
        """Publishes the translations of a page or snippet, unless they exist or were begun.

        Raises MissingTranslationsError if a catalogue lacks a string.
        """
        waiting = [locale for locale in catalogues if not _is_begun(source, locale)]
        for _locale in catalogues.keys() - waiting:
            self.report.kept()
        if waiting:
            translated, _created = TranslationSource.get_or_create_from_instance(source)
            segments = extract_segments(spare_of(source) if isinstance(source, Page) else source)
            for locale in waiting:
                texts = _texts(source, locale, segments, catalogues[locale])
                self._enter(translated, locale, texts)
                self._publish(translated, source, locale, _translated(segments, texts))
                self.report.created(f"translation {locale.language_code} of {source}")

    def finish(self) -> None:
        """Writes wagtail-localize's log and announces the translations."""
        TranslationLog.objects.bulk_create(self.logs)
        if self.translations:
            translations_published_together.send(Translation, translations=self.translations)

    def _enter(self, source: TranslationSource, locale: Locale, texts: dict[str, str]) -> None:
        """Submits the source for translation and enters its texts."""
        # Without signals: all that is to be recorded of these is recorded at the end.
        (translation,) = Translation.objects.bulk_create(
            [Translation(source=source, target_locale=locale)]
        )
        self.translations.append(translation)
        segments = source.stringsegment_set.values_list("string_id", "context_id", "string__data")
        StringTranslation.objects.bulk_create(
            [
                StringTranslation(
                    translation_of_id=string,
                    locale=locale,
                    context_id=context,
                    data=texts[text],
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
                for string, context, text in segments.order_by("order")
            ],
            ignore_conflicts=True,
        )

    def _publish(
        self, source: TranslationSource, original: Any, locale: Locale, segments: list[Any]
    ) -> None:
        revision = None
        if isinstance(original, Page):
            revision = self._publish_page(original, locale, segments)
        else:
            copied = original.copy_for_translation(locale)
            _fill(copied, source.locale, segments)
            copied.full_clean()
            copied.save()
        self.logs.append(
            TranslationLog(
                source=source, locale=locale, created_at=timezone.now(), revision=revision
            )
        )

    def _publish_page(self, original: Page, locale: Locale, segments: list[Any]) -> Any:
        above = original.get_parent()
        parent = above if above.is_root() else above.get_translation(locale)

        def fill(page: Page) -> None:
            _fill(page, original.locale, segments)
            page.slug = find_available_slug(parent, original.slug)

        return self.writer.add_translation(original, locale, parent, fill)


def _is_begun(source: Any, locale: Locale) -> bool:
    translations = Translation.objects.filter(source__object_id=source.translation_key)
    begun: bool = translations.filter(target_locale=locale).exists()
    return begun or source.has_translation(locale)


def _texts(
    source: Any, locale: Locale, segments: list[Any], catalogue: dict[str, str]
) -> dict[str, str]:
    texts = [each.string.data for each in segments if isinstance(each, StringSegmentValue)]
    missing = [text for text in texts if not catalogue.get(text)]
    if missing:
        raise MissingTranslationsError(source, locale.language_code, missing)
    return {text: catalogue[text] for text in texts}


def _translated(segments: list[Any], texts: dict[str, str]) -> list[Any]:
    """Returns the segments in the other language; what can be overridden stays as it is."""
    found = []
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            string = StringValue(texts[segment.string.data])
            value = StringSegmentValue(segment.path, string, attrs=dict(segment.attrs or {}))
            found.append(value.with_order(segment.order))
        elif not isinstance(segment, OverridableSegmentValue):
            found.append(segment)
    return found


def _fill(copied: Any, language: Locale, segments: list[Any]) -> None:
    """Puts the segments into the copy of an original, which is not saved."""
    # The blocks are changed in place, and would be those of the original.
    reread_streams(copied)
    there = [each for each in segments if not _lacks_translation(each, copied.locale)]
    ingest_segments(copied, copied, language, copied.locale, there)


def _lacks_translation(segment: Any, locale: Locale) -> bool:
    if not isinstance(segment, RelatedObjectSegmentValue):
        return False
    rows = segment.content_type.get_all_objects_for_this_type(
        translation_key=segment.translation_key, locale=locale
    )
    return not rows.exists()
