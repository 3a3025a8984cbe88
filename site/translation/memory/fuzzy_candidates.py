"""Finds candidate originals for fuzzy matching with one indexed query, on any database.

The index keys are hashes of words and word pairs (shingles). Only the smallest hashes of a text
are kept (a bottom-k sketch): similar texts share most of theirs. Short texts keep all.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from django.db import connection

from core.text.folding import is_unspaced, runs

KEPT = 12
"""Shingles stored for each original."""
ASKED = 32
"""Shingles of the searched text: more, so that added words do not hide shared ones."""
# Length of the prefixes that are hashed, so that inflected forms share a shingle.
STEM = 6
# Minimum length of a word: shorter ones are too frequent to be selective.
SHORTEST = 4


def keys(text: str, source_language: str, target_language: str, most: int) -> list[int]:
    """Returns at most `most` hashes of a plain text, determined by words and languages only."""
    prefix = f"{source_language}>{target_language}|"
    return sorted({_hash(prefix + shingle) for shingle in _shingles(text)})[:most]


def _shingles(text: str) -> set[str]:
    words = [word[:STEM] for run in runs(text) for word in _words(run)]
    long = {word for word in words if len(word) >= SHORTEST or is_unspaced(word)}
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    return long | pairs or set(words)


def _words(run: str) -> list[str]:
    """Splits a run of a script without spaces into overlapping pairs of characters."""
    if not is_unspaced(run) or len(run) == 1:
        return [run]
    return [one + two for one, two in pairwise(run)]


def _hash(shingle: str) -> int:
    """Returns a signed 64-bit hash, as a database integer."""
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big", signed=True)


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
