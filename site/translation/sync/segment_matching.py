"""Which text of a changed original was which before: a pure question about two lists.

An edited sentence keeps its place (the path) but not its words; a block that was cut and pasted
keeps its words but not its place.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

# In per cent. At the same place among several sentences, a third of the words may be new…
ALIKE_HERE = 50
# …at another place of the page, two texts must be nearly the same.
ALIKE_ELSEWHERE = 75


@dataclass(frozen=True)
class Passage:
    """A text at a place; `key` is the caller's own."""

    key: Hashable
    path: str
    text: str
    """Plain."""


def match(new: Sequence[Passage], old: Sequence[Passage]) -> dict[Any, Any]:
    """Key of a new passage → key of the old one that it was made from; each old one once."""
    found: dict[Any, Any] = {}
    for here, before in _by_path(new, old):
        if len(here) == len(before) == 1:
            # Nothing else stood here, and nothing else does: it is what became of it.
            found[here[0].key] = before[0].key
        else:
            found |= most_alike(here, before, ALIKE_HERE)
    taken = set(found.values())
    left_new = [passage for passage in new if passage.key not in found]
    left_old = [passage for passage in old if passage.key not in taken]
    return found | most_alike(left_new, left_old, ALIKE_ELSEWHERE)


def _by_path(
    new: Sequence[Passage], old: Sequence[Passage]
) -> list[tuple[list[Passage], list[Passage]]]:
    """The new and the old passages at each place that has both."""
    places: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for passage in new:
        places[passage.path][0].append(passage)
    for passage in old:
        places[passage.path][1].append(passage)
    return [(here, before) for here, before in places.values() if here and before]


def most_alike(
    new: Sequence[Passage], old: Sequence[Passage], at_least: int
) -> dict[Hashable, Hashable]:
    """Pairs the passages that are most alike first; each is used once."""
    if not new or not old:
        return {}
    ranked = sorted(
        (-score, i, j)
        for i, passage in enumerate(new)
        for _text, score, j in process.extract_iter(
            passage.text,
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
