"""Enters and publishes the translations of seeded pages and snippets.

They go through wagtail-localize's tables: the translation editor shows every string filled in, and
changes to it can be published.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
from wagtail_localize.strings import StringValue

from core.seeding.page_writing import PageWriter, rebuilt, reread_streams
from core.seeding.seed_toml import SeedReport
from core.signals import translations_published_together


@dataclass(frozen=True)
class Segmenter:
    """How texts are taken from a page or snippet and put into its translation.

    The app `translation` registers it, since `core` may not import that.
    """

    extract: Callable[[Any], list[Any]]
    """Returns wagtail-localize's segment values of a page or snippet."""
    ingest: Callable[[Any, Locale, list[Any]], None]
    """Puts segments into a copy, given the locale of its original."""


_segmenter: list[Segmenter] = []


def register_segmenter(segmenter: Segmenter) -> None:
    """Registers the segmenter of the site."""
    _segmenter[:] = [segmenter]


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
        self.entries: list[StringTranslation] = []

    def translate(self, source: Any, catalogues: dict[Locale, dict[str, str]]) -> None:
        """Publishes the translations of a page or snippet, unless they exist or were begun.

        What editors changed so that a catalogue lacks a string is left to translators, as is what
        stands below; of what this run has created, that raises MissingTranslationsError.
        """
        present = self.writer.present
        waiting = [each for each in catalogues if not present.is_translated(source, each)]
        for _locale in catalogues.keys() - waiting:
            self.report.kept()
        if isinstance(source, Page):
            waiting = [each for each in waiting if self._may_be_placed(source, each)]
        if waiting:
            source = source.specific if isinstance(source, Page) else source
            (segmenter,) = _segmenter
            segments = segmenter.extract(rebuilt(source) if isinstance(source, Page) else source)
            texts = {
                each: self._texts(source, each, segments, catalogues[each]) for each in waiting
            }
            known = {locale: found for locale, found in texts.items() if found is not None}
            if known:
                self._submit(source, segments, known)

    def _texts(
        self, source: Any, locale: Locale, segments: list[Any], catalogue: dict[str, str]
    ) -> dict[str, str] | None:
        """Returns the translation of each string; None, and says so, where an editor changed it."""
        try:
            return _texts(source, locale, segments, catalogue)
        except MissingTranslationsError:
            if source.translation_key in self.writer.present.created:
                raise
            self._leave_out(source, locale, "an editor changed it")
            return None

    def _submit(
        self, source: Any, segments: list[Any], texts: dict[Locale, dict[str, str]]
    ) -> None:
        translated, _created = TranslationSource.get_or_create_from_instance(source)
        rows = translated.stringsegment_set.order_by("order").values_list(
            "string_id", "context_id", "string__data"
        )
        for locale, known in texts.items():
            self._enter(translated, locale, [(*keys, known[text]) for *keys, text in rows])
            self._publish(translated, source, locale, _translated(segments, known))
            self.report.created(f"translation {locale.language_code} of {source}")

    def _may_be_placed(self, page: Page, locale: Locale) -> bool:
        if not page.live:
            self._leave_out(page, locale, "it is not published")
        elif self._parent_of(page, locale) is None:
            self._leave_out(page, locale, "its parent is not there")
        else:
            return True
        return False

    def _leave_out(self, source: Any, locale: Locale, why: str) -> None:
        self.report.left_out(f"translation {locale.language_code} of {source}", why)

    def finish(self) -> None:
        """Writes texts and log of wagtail-localize and announces the translations."""
        # Without signals: what is to be recorded of each translation is recorded of all.
        Translation.objects.bulk_create(self.translations)
        StringTranslation.objects.bulk_create(self.entries, ignore_conflicts=True)
        TranslationLog.objects.bulk_create(self.logs)
        if self.translations:
            translations_published_together.send(Translation, translations=self.translations)

    def _enter(
        self, source: TranslationSource, locale: Locale, texts: list[tuple[int, int, str]]
    ) -> None:
        """Submits the source for translation with these texts, after ids of string and context."""
        self.translations.append(Translation(source=source, target_locale=locale))
        self.entries += [
            StringTranslation(
                translation_of_id=string,
                locale=locale,
                context_id=context,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for string, context, text in texts
        ]

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
        parent = self._parent_of(original, locale)

        def fill(page: Page) -> None:
            _fill(page, original.locale, segments)
            page.slug = original.slug
            if parent.numchild:
                page.slug = find_available_slug(parent, original.slug)

        return self.writer.add_translation(original, locale, parent, fill)

    def _parent_of(self, original: Page, locale: Locale) -> Any:
        """Returns the page below which the translation is to stand; None if it is not there."""
        above = original.get_parent()
        if above.is_root():
            return above
        known = self.writer.present.page(above.translation_key, locale)
        return known or above.get_translation_or_none(locale)


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
    (segmenter,) = _segmenter
    segmenter.ingest(copied, language, there)


def _lacks_translation(segment: Any, locale: Locale) -> bool:
    if not isinstance(segment, RelatedObjectSegmentValue):
        return False
    rows = segment.content_type.get_all_objects_for_this_type(
        translation_key=segment.translation_key, locale=locale
    )
    return not rows.exists()
