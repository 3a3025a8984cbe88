"""Compares texts (pure functions): segments of a changed original with the previous ones, words.

An edited text keeps its path but not its words; a block that was moved keeps its words but not its
path.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz import fuzz, process

# Minimum similarity in per cent. Lower among several texts at the same path…
ALIKE_HERE = 50
# …than at another path, where two texts must be nearly the same.
ALIKE_ELSEWHERE = 75


@dataclass(frozen=True)
class ComparedSegment:
    """A text at a path; `key` is defined by the caller."""

    key: Hashable
    path: str
    text: str
    """Plain text."""


def match(new: Sequence[ComparedSegment], old: Sequence[ComparedSegment]) -> dict[Any, Any]:
    """Returns key of a new segment → key of the old one it replaces; each old one once."""
    found: dict[Any, Any] = {}
    for here, before in _by_path(new, old):
        if len(here) == len(before) == 1:
            # The only text at this path before and after: the new one replaces the old one.
            found[here[0].key] = before[0].key
        else:
            found |= most_alike(here, before, ALIKE_HERE)
    taken = set(found.values())
    left_new = [segment for segment in new if segment.key not in found]
    left_old = [segment for segment in old if segment.key not in taken]
    return found | most_alike(left_new, left_old, ALIKE_ELSEWHERE)


def _by_path(
    new: Sequence[ComparedSegment], old: Sequence[ComparedSegment]
) -> list[tuple[list[ComparedSegment], list[ComparedSegment]]]:
    places: dict[str, tuple[list[ComparedSegment], list[ComparedSegment]]] = defaultdict(
        lambda: ([], [])
    )
    for segment in new:
        places[segment.path][0].append(segment)
    for segment in old:
        places[segment.path][1].append(segment)
    return [(here, before) for here, before in places.values() if here and before]


def most_alike(
    new: Sequence[ComparedSegment], old: Sequence[ComparedSegment], at_least: int
) -> dict[Hashable, Hashable]:
    """Pairs the most similar segments first; each is used once."""
    if not new or not old:
        return {}
    ranked = sorted(
        (-score, i, j)
        for i, segment in enumerate(new)
        for _text, score, j in process.extract_iter(
            segment.text,
            [candidate.text for candidate in old],
            scorer=fuzz.ratio,
            score_cutoff=at_least,
        )
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return {new[i].key: old[j].key for i, j in pairs.items()}


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
