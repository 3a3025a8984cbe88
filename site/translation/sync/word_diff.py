"""Word diff of two versions of a text (pure functions)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Punctuation is a token of its own, so that a changed comma is a change of the comma only.
WORDS = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True)
class Piece:
    """Consecutive words; `kind` is "same", "removed" or "added"."""

    kind: str
    text: str


def diff(old: str, new: str) -> list[Piece]:
    """Returns the differences of two plain texts; the pieces without added ones make up `old`."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return pieces
