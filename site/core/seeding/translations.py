"""Enters seeded translations through wagtail-localize.

They are stored as those of a translator's PO file are: the translation editor shows every string
filled in, and changes to it can be published.
"""

from pathlib import Path
from typing import Any

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

import polib

from core.seeding.report import SeedReport
from core.signals import strings_imported


class MissingTranslationsError(Exception):
    """A seed catalogue lacks strings of a page."""

    def __init__(self, source: Any, language: str, missing: list[str]) -> None:
        lines = "\n".join(f"  {text}" for text in missing)
        super().__init__(f"{source} lacks in {language}:\n{lines}")


def load_catalogue(path: Path) -> dict[str, str]:
    """Returns source string → translation; empty without a file.

    Fuzzy and obsolete entries are left out.
    """
    if not path.exists():
        return {}
    entries = polib.pofile(str(path), wrapwidth=100).translated_entries()
    return {entry.msgid: entry.msgstr for entry in entries}


def translate(source: Any, locale: Locale, catalogue: dict[str, str], report: SeedReport) -> None:
    """Creates and publishes the translation of a page or snippet, unless it exists.

    In one transaction: an interrupted run leaves no partial translation. Raises
    MissingTranslationsError if the catalogue lacks a string.
    """
    begun = Translation.objects.filter(
        source__object_id=source.translation_key, target_locale=locale
    ).exists()
    if begun or source.has_translation(locale):
        report.kept()
        return
    with transaction.atomic():
        translation = _translation_with_texts(source, locale, catalogue)
        # A snippet has no drafts: saving it is publishing it.
        is_page = isinstance(source, Page)
        translation.save_target(publish=not is_page)
        if is_page:
            translation.get_target_instance().get_latest_revision().publish()
    report.created(f"translation {locale.language_code} of {source}")


def _translation_with_texts(source: Any, locale: Locale, catalogue: dict[str, str]) -> Translation:
    """Submits a page or snippet for translation and enters its texts, before it is saved at all."""
    translated, _created = TranslationSource.get_or_create_from_instance(source)
    # Without the signal of a new translation: there is nothing yet that it could record.
    (translation,) = Translation.objects.bulk_create(
        [Translation(source=translated, target_locale=locale)]
    )
    segments = translated.stringsegment_set.select_related("string").order_by("order")
    missing = [one.string.data for one in segments if not catalogue.get(one.string.data)]
    if missing:
        raise MissingTranslationsError(source, locale.language_code, missing)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=one.string_id,
                locale=locale,
                context_id=one.context_id,
                data=catalogue[one.string.data],
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for one in segments
        ],
        ignore_conflicts=True,
    )
    strings_imported.send(Translation, translation=translation)
    return translation


def source_strings(source: Any) -> list[str]:
    """Returns every translatable string of a page or snippet, in reading order."""
    translated, _created = TranslationSource.update_or_create_from_instance(source)
    return [entry.msgid for entry in translated.export_po()]
