"""Reads an uploaded file of terms: recognises its format, and concepts by their terms."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from django.utils.text import slugify
from django.utils.translation import gettext

from terms.files import csv_format, omegat_reader, tbx_format
from terms.files.imported_rows import RefusedFileError, Row
from terms.models import Concept, Term

MAX_BYTES = 1_000_000
MAX_TERMS = 20_000
_VALID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST = 40


def read(data: bytes, languages: tuple[str, str] | None = None) -> list[Row]:
    """Returns the rows of a TBX, CSV or glossary file; the first bytes tell the format.

    `languages` are the codes of a glossary's terms and translations, which the file does not have.
    Raises RefusedFileError where the file is too large, empty or invalid.
    """
    if len(data) > MAX_BYTES:
        message = gettext("The file is larger than %(limit)s MB.")
        raise RefusedFileError(message % {"limit": MAX_BYTES // 1_000_000})
    if not data.strip():
        raise RefusedFileError(gettext("The file is empty."))
    is_xml = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    rows = tbx_format.read(data) if is_xml else _read_text(_decoded(data), languages)
    if len(rows) > MAX_TERMS:
        message = gettext("The file has more than %(limit)s terms.")
        raise RefusedFileError(message % {"limit": MAX_TERMS})
    return rows


def _read_text(text: str, languages: tuple[str, str] | None) -> list[Row]:
    if not omegat_reader.is_glossary(text):
        return csv_format.read(text)
    if languages is None:
        raise RefusedFileError(gettext("Say in which languages the glossary is."))
    return omegat_reader.read(text, *languages)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        message = gettext("The file is not in UTF-8. Save it as “CSV UTF-8”, or as TBX.")
        raise RefusedFileError(message) from None
    if "\0" in text:
        raise RefusedFileError(gettext("The file is not a text file."))
    return text


def recognise(rows: Iterable[Row]) -> list[Row]:
    """Returns the rows with this site's keys: of the concept that has a same term, or a new one.

    Costs two queries; none where all keys are this site's.
    """
    every = list(rows)
    foreign: dict[str, list[Row]] = defaultdict(list)
    for row in every:
        if row.is_key_foreign:
            foreign[row.key].append(row)
    keys = _keys(foreign) if foreign else {}
    return [replace(row, key=keys[row.key]) if row.is_key_foreign else row for row in every]


def _keys(foreign: dict[str, list[Row]]) -> dict[str, str]:
    """Returns the file's key → this site's key."""
    texts = {row.text for rows in foreign.values() for row in rows}
    terms = Term.objects.filter(text__in=texts).order_by("concept_id")
    known: dict[tuple[str, str], str] = {}
    for language, text, key in terms.values_list("language", "text", "concept__key"):
        known.setdefault((language, text), key)
    there = set(Concept.objects.filter(key__in=foreign).values_list("key", flat=True))
    return {key: _key(key, rows, known, there) for key, rows in foreign.items()}


def _key(key: str, rows: list[Row], known: dict[tuple[str, str], str], there: set[str]) -> str:
    for row in rows:
        found = known.get((row.language, row.text))
        if found:
            return found
    if _VALID.fullmatch(key) and len(key) <= LONGEST and key not in there:
        return key
    first = rows[0]
    mark = sha256(f"{key}|{first.language}|{first.text}".encode()).hexdigest()[:8]
    return f"{slugify(first.text)[: LONGEST - 9].strip('-') or 'term'}-{mark}"
