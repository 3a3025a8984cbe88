"""Finds, refreshes and checks the gettext catalogues of the interface in locale/."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

import polib

from core.languages.catalogue_headers import header_faults
from core.languages.catalogue_typography import typography_faults
from core.languages.placeholder_notes import names_in, notes_for, without_note

IGNORED_FOLDERS = [".venv/*", "var/*", "tests/*", "node_modules/*", ".ci/*"]


def interface_catalogues() -> list[Path]:
    """Every locale/<language>/LC_MESSAGES/django.po."""
    return sorted(
        path
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob("*/LC_MESSAGES/django.po")
    )


def language_of(catalogue: Path) -> str:
    """The locale folder's name, for example "fr" or "zh_Hans"."""
    return catalogue.parent.parent.name


def gettext_is_installed() -> bool:
    """Returns whether gettext's tools are there: refreshing and comparing need them."""
    return all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq", "msgattrib"))


def refresh() -> None:
    """Rewrites every catalogue from the sources; translations are kept. Needs gettext."""
    call_command(
        "makemessages",
        locale=[language_of(path) for path in interface_catalogues()],
        ignore_patterns=IGNORED_FOLDERS,
        extensions=["html", "txt", "py", "xml"],
        add_location="file",
        no_wrap=True,
        no_obsolete=True,
        verbosity=0,
    )
    for path in interface_catalogues():
        _tidy(path)


def _tidy(catalogue: Path) -> None:
    """Removes dates from the header, so that a catalogue changes only when its strings do.

    Adds what each placeholder stands for.
    """
    content = polib.pofile(str(catalogue), wrapwidth=0)
    for name in ("POT-Creation-Date", "Report-Msgid-Bugs-To", "Project-Id-Version"):
        content.metadata.pop(name, None)
    for entry in content:
        notes = notes_for(entry.msgid, entry.msgid_plural)
        known = [line for line in entry.comment.splitlines() if line]
        entry.comment = "\n".join(dict.fromkeys([*known, *notes]))
    content.save(str(catalogue))


def faults(catalogue: Path) -> Iterator[str]:
    """Yields one line for each fault of the header, and for each fuzzy, missing or wrong entry."""
    content = polib.pofile(str(catalogue))
    yield from header_faults(content, language_of(catalogue))
    for entry in content:
        if entry.obsolete:
            yield f"no longer used: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"untranslated: {entry.msgid!r}"
        else:
            yield from _placeholder_faults(entry)
            yield from _typography_faults(entry, language_of(catalogue))


def note_faults(catalogue: Path) -> Iterator[str]:
    """Yields one line for each placeholder of which translators are not told what it is."""
    for entry in polib.pofile(str(catalogue)):
        for name in without_note(entry.msgid, entry.msgid_plural):
            yield f"no note in core/languages/placeholder_notes.py: %({name})s in {entry.msgid!r}"


def _typography_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    """Yields one line for each fault in the spelling of the original or of the translation."""
    for text in (entry.msgid, entry.msgid_plural):
        yield from typography_faults(text, settings.LANGUAGE_CODE)
    for text in (entry.msgstr, *entry.msgstr_plural.values()):
        yield from typography_faults(text, language)


def _placeholder_faults(entry: polib.POEntry) -> Iterator[str]:
    """Yields one line for each placeholder that the translation changes, plural forms included."""
    wanted = set(names_in(entry.msgid, entry.msgid_plural))
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        found = set(names_in(text))
        if text and found != wanted:
            yield f"placeholders differ: {entry.msgid!r} → {text!r}"


def stale() -> dict[Path, list[str]]:
    """Returns, by catalogue, one line for each entry that a refresh would add or drop.

    Needs gettext.
    """
    kept = _messages()
    with _restored_afterwards():
        refresh()
        fresh = _messages()
    return {path: _differences(before, fresh[path]) for path, before in kept.items()}


def _differences(kept: set[tuple[str, str, str]], fresh: set[tuple[str, str, str]]) -> list[str]:
    added = [f"missing: {text!r}" for text in fresh - kept]
    dropped = [f"not in the sources: {text!r}" for text in kept - fresh]
    return sorted(added + dropped)


@contextmanager
def _restored_afterwards() -> Iterator[None]:
    """Context manager: restores the catalogues, which Django can only refresh in place."""
    originals = {path: path.read_bytes() for path in interface_catalogues()}
    try:
        yield
    finally:
        for path, content in originals.items():
            path.write_bytes(content)


def _messages() -> dict[Path, set[tuple[str, str, str]]]:
    """Returns context, message and plural of all entries, by catalogue."""
    return {
        path: {
            (entry.msgctxt or "", entry.msgid, entry.msgid_plural)
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
        for path in interface_catalogues()
    }
