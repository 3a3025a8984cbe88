"""Finds candidate originals for fuzzy matching with one indexed query, on any database."""

from collections.abc import Sequence

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
    sql = " UNION ALL ".join([_BRANCH] * len(shingles))
    parameters = [value for key in shingles for value in _parameters(key, len(text), at_least)]
    with connection.cursor() as cursor:
        cursor.execute(_QUERY.format(branches=sql), [*parameters, MOST])
        return [source for source, _shared in cursor.fetchall()]


def _parameters(key: int, length: int, at_least: int) -> tuple[int, ...]:
    """Returns query parameters: a text must have p / (200 - p) of the longer one's length."""
    shortest = length * at_least // (200 - at_least)
    longest = length * (200 - at_least) // at_least + 1
    return key, length, longest, PER_SHINGLE, key, shortest, length - 1, PER_SHINGLE


_BRANCH = (
    "SELECT * FROM (SELECT source_id FROM translation_memoryshingle"
    " WHERE key = %s AND length BETWEEN %s AND %s"
    " ORDER BY key, length, source_id LIMIT %s) AS up"
    " UNION ALL SELECT * FROM (SELECT source_id FROM translation_memoryshingle"
    " WHERE key = %s AND length BETWEEN %s AND %s"
    " ORDER BY key DESC, length DESC, source_id DESC LIMIT %s) AS down"
)
_QUERY = (
    "SELECT source_id, COUNT(*) AS shared FROM ({branches}) AS found"
    " GROUP BY source_id ORDER BY shared DESC, source_id LIMIT %s"
)
