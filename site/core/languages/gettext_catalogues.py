"""Finds, refreshes and checks the gettext catalogues of the interface in locale/."""

import gettext
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

import polib

from core.languages.message_checks import typography_faults
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
            yield (
                f"%({name})s in {entry.msgid!r} has no note for translators: say what it stands for"
                " in NOTES of site/core/languages/placeholder_notes.py, then refresh_catalogues"
            )


def _typography_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
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
    return {
        path: {
            (entry.msgctxt or "", entry.msgid, entry.msgid_plural)
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
        for path in interface_catalogues()
    }


# Contexts of the messages by which a language orders dates and times (core.dates.formatting).
PATTERNS = (
    "date",
    "range of dates in two years",
    "range of dates in one year",
    "range of dates in one month",
    "date and time",
    "time of day",
    "first day of a month",
    "format of the hour",
    "month within a date",
)
_PLURAL = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?);?\s*$")
# Enough numbers to tell every rule apart that differs below a million.
_NUMBERS = range(201)


def header_faults(content: polib.POFile, language: str) -> Iterator[str]:
    """Yields one line for each fault of the catalogue as a whole.

    `language` is the folder's name, for example "zh_Hans".
    """
    if not content:
        yield "the catalogue is empty"
        return
    declared = content.metadata.get("Language", "")
    if declared.replace("-", "_").lower() != language.lower():
        yield f"the header says Language: {declared!r}, the folder {language!r}"
    present = {entry.msgctxt for entry in content if not entry.obsolete}
    yield from (f"pattern missing: {name!r}" for name in PATTERNS if name not in present)
    yield from _plural_faults(content, language)


def _plural_faults(content: polib.POFile, language: str) -> Iterator[str]:
    declared = _PLURAL.search(content.metadata.get("Plural-Forms", ""))
    if declared is None:
        yield "the header has no Plural-Forms"
        return
    count, rule = int(declared[1]), declared[2]
    try:
        forms = [gettext.c2py(rule)(number) for number in _NUMBERS]
    except ValueError:
        yield f"Plural-Forms cannot be read: {rule!r}"
        return
    expected = _rule_of_django(language)
    if max(forms) >= count or (expected and _classes(forms) != _classes(expected)):
        yield f"Plural-Forms is not that of {language!r}: {declared[0]!r}"
    for entry in content:
        if entry.msgid_plural and len(entry.msgstr_plural) != count:
            yield f"{len(entry.msgstr_plural)} plural forms in place of {count}: {entry.msgid!r}"


def _rule_of_django(language: str) -> list[int]:
    """Returns the form of each number by Django's own catalogue, or [] if it has none."""
    path = Path(django.__file__).parent / f"conf/locale/{language}/LC_MESSAGES/django.po"
    if not path.exists():
        return []
    rule = _PLURAL.search(polib.pofile(str(path)).metadata.get("Plural-Forms", ""))
    return [gettext.c2py(rule[2])(number) for number in _NUMBERS] if rule else []


def _classes(forms: list[int]) -> list[int]:
    """Returns which numbers share a form, whatever number the form has."""
    order = list(dict.fromkeys(forms))
    return [order.index(form) for form in forms]
