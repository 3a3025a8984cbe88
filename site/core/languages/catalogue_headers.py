"""Checks what a catalogue declares: language, plural forms and the patterns of dates."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import django

import polib

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
