"""Finds candidate originals for fuzzy matching with one indexed query, on any database."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from translation.memory.shingles import ASKED, keys

# Rows read per shingle, for originals at least as long as the text and for shorter ones each:
# a frequent shingle is not selective and must stay cheap.
PER_SHINGLE = 150
MOST = 120


def candidates(
    text: str, source_language: str, target_language: str, at_least: int
) -> Sequence[int]:
    """Returns the ids of at most MOST originals, those sharing most shingles first.

    `at_least`: the minimum match percentage, which limits the difference in length.
    """
    shingles = keys(text, source_language, target_language, ASKED)
    if not shingles:
        return []
    query, parameters = _statement(shingles, len(text), at_least)
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, MOST])
        return [source for source, _shared in cursor.fetchall()]


def _statement(shingles: list[int], length: int, at_least: int) -> tuple[str, list[Any]]:
    """Returns the statement and its parameters.

    PostgreSQL plans one pair of branches, and repeats it for each shingle: to plan a pair for each
    takes it longer than to run them. SQLite has no LATERAL, and plans fast.
    """
    if connection.vendor == "postgresql":
        lengths = _lengths(length, at_least)
        branches = _BRANCH.format(key="asked.key")
        return _QUERY.format(branches=_LATERAL.format(branch=branches)), [shingles, *lengths]
    branches = " UNION ALL ".join([_BRANCH.format(key="%s")] * len(shingles))
    low, high = _lengths(length, at_least)[:3], _lengths(length, at_least)[3:]
    values = [value for key in shingles for value in (key, *low, key, *high)]
    return _QUERY.format(branches=branches), values


def _lengths(length: int, at_least: int) -> tuple[int, ...]:
    """Returns the bounds of both branches: a text has p / (200 - p) of the longer one's length."""
    shortest = length * at_least // (200 - at_least)
    longest = length * (200 - at_least) // at_least + 1
    return length, longest, PER_SHINGLE, shortest, length - 1, PER_SHINGLE


_BRANCH = (
    "SELECT * FROM (SELECT source_id FROM translation_memoryshingle"
    " WHERE key = {key} AND length BETWEEN %s AND %s"
    " ORDER BY key, length, source_id LIMIT %s) AS up"
    " UNION ALL SELECT * FROM (SELECT source_id FROM translation_memoryshingle"
    " WHERE key = {key} AND length BETWEEN %s AND %s"
    " ORDER BY key DESC, length DESC, source_id DESC LIMIT %s) AS down"
)
_LATERAL = (
    "SELECT pairs.source_id FROM unnest(%s::bigint[]) AS asked(key)"
    " CROSS JOIN LATERAL ({branch}) AS pairs"
)
_QUERY = (
    "SELECT source_id, COUNT(*) AS shared FROM ({branches}) AS found"
    " GROUP BY source_id ORDER BY shared DESC, source_id LIMIT %s"
)
