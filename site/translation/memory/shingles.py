"""Index keys for fuzzy matching: hashes of words and word pairs (shingles).

Only the smallest hashes of a text are kept (a bottom-k sketch): similar texts share most of theirs.
Short texts keep all.
"""

from hashlib import blake2b
from itertools import pairwise

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
