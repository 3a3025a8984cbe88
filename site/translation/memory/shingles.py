"""What a text is found by: its words and pairs of neighbouring words, as hashes.

Only some of a text's shingles are kept, those with the smallest hashes. Similar texts have mostly
the same words, so they keep mostly the same ones (bottom-k sketches); short texts keep all.
"""

from hashlib import blake2b
from itertools import pairwise

from core.text.folding import is_unspaced, runs

KEPT = 12
"""Of each original in the memory."""
ASKED = 32
"""Of a text that matches are looked for: more, as its additions must not hide what it shares."""
# Beginnings only, so that inflected forms of a word are the same shingle.
STEM = 6
# Shorter words are in too many texts to find anything by.
SHORTEST = 4


def keys(text: str, source_language: str, target_language: str, most: int) -> list[int]:
    """At most `most` hashes of a plain text, the same for the same words and languages."""
    prefix = f"{source_language}>{target_language}|"
    return sorted({_hash(prefix + shingle) for shingle in _shingles(text)})[:most]


def _shingles(text: str) -> set[str]:
    words = [word[:STEM] for run in runs(text) for word in _words(run)]
    long = {word for word in words if len(word) >= SHORTEST or is_unspaced(word)}
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    return long | pairs or set(words)


def _words(run: str) -> list[str]:
    """A passage of a script without spaces as overlapping pairs of characters."""
    if not is_unspaced(run) or len(run) == 1:
        return [run]
    return [one + two for one, two in pairwise(run)]


def _hash(shingle: str) -> int:
    """Signed, of 64 bits, as a database keeps it."""
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big", signed=True)
