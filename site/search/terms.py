"""The first provider of equivalent expressions: official terms kept in a data file.

An app that keeps terms in the database registers a provider of its own, and SEARCH_TERMS is then
set to None.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings

# A term that must not be used still is what a reader may look for; nothing is left out by status.
_COLUMNS = ("term", "abbreviation")


def groups(language: str) -> Iterable[list[str]]:
    """For each concept with an abbreviation in this language, its term and abbreviation."""
    if settings.SEARCH_TERMS is None:
        return []
    by_concept: defaultdict[str, list[str]] = defaultdict(list)
    with settings.SEARCH_TERMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["language"] == language.partition("-")[0]:
                by_concept[row["concept"]] += [row[name] for name in _COLUMNS if row[name]]
    return [expressions for expressions in by_concept.values() if len(expressions) > 1]
