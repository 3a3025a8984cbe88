"""Seeded translations, carried in through wagtail-localize.

They take the way a translator's PO file takes, so that the translator's editor shows every
string, filled, and a change in it goes live.
"""

from pathlib import Path

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

import polib

from core.seeding.report import SeedReport


class MissingTranslationsError(Exception):
    """A catalogue beside the seed lacks strings of a page."""

    def __init__(self, page: Page, language: str, missing: list[str]) -> None:
        lines = "\n".join(f"  {text}" for text in missing)
        super().__init__(f"{page.title} lacks in {language}:\n{lines}")


def load_catalogue(path: Path) -> dict[str, str]:
    """Source string → translation; empty where there is no file, fuzzy and obsolete left out."""
    if not path.exists():
        return {}
    entries = polib.pofile(str(path), wrapwidth=100).translated_entries()
    return {entry.msgid: entry.msgstr for entry in entries}


def translate_page(
    page: Page, locale: Locale, catalogue: dict[str, str], report: SeedReport
) -> None:
    """Creates and publishes the translation, unless it was once begun.

    All or nothing: what an interrupted run leaves behind is no half-translated page.
    Raises MissingTranslationsError where the catalogue lacks a string.
    """
    begun = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=locale
    ).exists()
    if begun or page.has_translation(locale):
        report.kept()
        return
    with transaction.atomic():
        translate_object(page, [locale])
        translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale=locale
        )
        translation.import_po(_filled(translation, page, catalogue))
        translation.save_target(publish=False)
        translation.get_target_instance().get_latest_revision().publish()
    report.created(f"translation {locale.language_code} of {page.title}")


def _filled(translation: Translation, page: Page, catalogue: dict[str, str]) -> polib.POFile:
    """The translation's own PO file, filled from the catalogue."""
    po = translation.export_po()
    for entry in po:
        entry.msgstr = catalogue.get(entry.msgid, "")
    missing = [entry.msgid for entry in po if not entry.msgstr]
    if missing:
        raise MissingTranslationsError(page, translation.target_locale.language_code, missing)
    return po


def source_strings(page: Page) -> list[str]:
    """Every string of `page` that translators get, in reading order."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return [entry.msgid for entry in source.export_po()]
