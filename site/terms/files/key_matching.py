"""Maps the concept keys of other tools' files to this site's keys, by matching terms."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from django.utils.text import slugify

from terms.files.imported_rows import Row
from terms.models import Concept, Term

_VALID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST = 40


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
