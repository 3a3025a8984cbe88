"""What was changed between two versions of a sentence, word by word: a pure question."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with its punctuation apart, so that a changed comma is a change of the comma only.
WORDS = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words in a row; `kind` is "same", "removed" or "added"."""

    kind: str
    text: str


def diff(old: str, new: str) -> list[Piece]:
    """Both are plain text. Put together, all but the added pieces are `old`."""
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
