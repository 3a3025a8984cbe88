"""The catalogues `APP/seed.<language>.po`: read, and kept in step with the seeded pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

import polib

from core.seeding.seed_toml import AppSeed
from core.seeding.source_pages import find_page, find_snippet


def load_catalogue(path: Path) -> dict[str, str]:
    """Returns source string → translation; empty without a file.

    Fuzzy and obsolete entries are left out.
    """
    if not path.exists():
        return {}
    entries = polib.pofile(str(path), wrapwidth=100).translated_entries()
    return {entry.msgid: entry.msgstr for entry in entries}


def source_strings(source: Any) -> list[str]:
    """Returns every translatable string of a page or snippet, in reading order."""
    translated, _created = TranslationSource.update_or_create_from_instance(source)
    return [entry.msgid for entry in translated.export_po()]


class PageNotSeededError(Exception):
    """A page is not in the database, so its strings cannot be extracted."""


def strings_of(app_seed: AppSeed) -> dict[str, str]:
    """Returns string → path of the page (or model of the snippet) where it occurs first.

    Strings are in reading order. Raises PageNotSeededError if a page or snippet is missing.
    """
    strings: dict[str, str] = {}
    for snippet_seed in app_seed.snippets:
        snippet = find_snippet(snippet_seed)
        if snippet is None:
            raise PageNotSeededError(f"{snippet_seed.name} is not seeded; run manage.py seed.")
        for text in source_strings(snippet):
            strings.setdefault(text, snippet_seed.model)
    for seed in app_seed.pages:
        page = find_page(seed, Locale.get_default())
        if page is None:
            raise PageNotSeededError(f"{seed.path or 'home'} is not seeded; run manage.py seed.")
        for text in source_strings(page.specific):
            strings.setdefault(text, seed.path or "home")
    return strings


def languages_of(app_seed: AppSeed) -> list[str]:
    """Returns the site's languages for which the app's seed has a catalogue."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [code for code in codes if app_seed.catalogue_path(code).exists()]


def rewrite(path: Path, language: str, strings: dict[str, str]) -> int:
    """Rewrites the catalogue, keeping translations; returns the number of untranslated strings."""
    known = _entries(path)
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
    }
    for text, page in strings.items():
        old = known.get(text)
        entry = polib.POEntry(msgid=text, msgstr=old.msgstr if old else "", comment=page)
        entry.flags = list(old.flags) if old else []
        catalogue.append(entry)
    catalogue.save(str(path))
    return len(catalogue) - len(catalogue.translated_entries())


def faults(path: Path, strings: dict[str, str]) -> Iterator[str]:
    """Yields one line for each missing, fuzzy or unused string of the catalogue."""
    entries = _entries(path)
    for text in strings:
        if text not in entries:
            yield f"missing: {text!r}"
        elif entries[text].fuzzy or not entries[text].msgstr:
            yield f"untranslated or fuzzy: {text!r}"
    yield from (f"not in the seed: {text!r}" for text in entries.keys() - strings.keys())


def faults_between(paths: list[Path]) -> Iterator[str]:
    """Yields one line for each string that a catalogue lacks or has empty, and another has.

    `paths` are the catalogues of one seed. It needs no database.
    """
    strings = {text: "" for path in paths for text in _entries(path)}
    for path in paths:
        yield from (f"{short_name(path)}: {fault}" for fault in faults(path, strings))


def short_name(path: Path) -> str:
    """Returns a name for messages, for example "home/seed.fr.po"."""
    return f"{path.parent.name}/{path.name}"


def _entries(path: Path) -> dict[str, polib.POEntry]:
    """Returns source string → entry, without obsolete ones; empty if there is no file."""
    entries = polib.pofile(str(path)) if path.exists() else []
    return {entry.msgid: entry for entry in entries if not entry.obsolete}
