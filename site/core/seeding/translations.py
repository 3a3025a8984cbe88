"""Imports seeded translations through wagtail-localize.

They are imported as a translator's PO file is, so that the translation editor shows every string
filled in, and changes to it can be published.
"""

from pathlib import Path
from typing import Any

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

import polib

from core.bulk_string_writes import import_po
from core.seeding.report import SeedReport


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
        translate_object(source, [locale])
        translation = Translation.objects.get(
            source__object_id=source.translation_key, target_locale=locale
        )
        import_po(translation, _filled(translation, source, catalogue))
        # A snippet has no drafts: saving it is publishing it.
        is_page = isinstance(source, Page)
        translation.save_target(publish=not is_page)
        if is_page:
            translation.get_target_instance().get_latest_revision().publish()
    report.created(f"translation {locale.language_code} of {source}")


def _filled(translation: Translation, source: Any, catalogue: dict[str, str]) -> polib.POFile:
    """Returns the translation's own PO file, filled from the catalogue."""
    po = translation.export_po()
    for entry in po:
        entry.msgstr = catalogue.get(entry.msgid, "")
    missing = [entry.msgid for entry in po if not entry.msgstr]
    if missing:
        raise MissingTranslationsError(source, translation.target_locale.language_code, missing)
    return po


def source_strings(source: Any) -> list[str]:
    """Returns every translatable string of a page or snippet, in reading order."""
    translated, _created = TranslationSource.update_or_create_from_instance(source)
    return [entry.msgid for entry in translated.export_po()]
