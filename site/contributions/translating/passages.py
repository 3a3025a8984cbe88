"""Divides a contribution into passages, and carries their translations over to an edited one.

A passage is a paragraph, list, table or other block of the Markdown text; the first passage is the
title. The memory, the checks and the translators' form work on passages.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from contributions.models import Contribution

_FENCE = re.compile(r" {0,3}(```|~~~)")
# Below this, a passage of the edited original is another passage, not a changed one.
_ALIKE = 0.6


@dataclass
class Passage:
    """One passage; `former` is the original that `target` was made from, where it was another."""

    source: str
    target: str = ""
    former: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether its original was changed since it was translated."""
        return bool(self.former)

    def as_dict(self) -> dict[str, str]:
        """Returns the passage as `ContributionTranslation.passages` has it."""
        return {"source": self.source, "target": self.target, "former": self.former}


def split(text: str) -> list[str]:
    """Returns the blocks of a Markdown text: blank lines separate them, but not in fenced code."""
    blocks: list[list[str]] = [[]]
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        if line.strip() or fence:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def sources_of(contribution: Contribution) -> list[str]:
    """Returns the passages of the original as it is now, the title first."""
    return [contribution.title, *split(contribution.text)]


def read(stored: list[dict[str, Any]]) -> list[Passage]:
    """Returns the passages in a value of `ContributionTranslation.passages`."""
    return [Passage(each["source"], each["target"], each.get("former", "")) for each in stored]


def stored(passages: list[Passage]) -> list[dict[str, str]]:
    """Returns the passages as a value of `ContributionTranslation.passages`."""
    return [each.as_dict() for each in passages]


def followed(passages: list[Passage], sources: list[str]) -> list[Passage]:
    """Returns passages for `sources`, the edited original, with the translations of `passages`.

    Unchanged passages keep their translation; changed ones keep it, too, with the former original
    beside it; new ones are empty.
    """
    if not passages:
        return [Passage(source) for source in sources]
    title, rest = passages[0], passages[1:]
    known: dict[str, list[Passage]] = {}
    for passage in rest:
        known.setdefault(passage.source, []).append(passage)
    same = [known[source].pop(0) if known.get(source) else None for source in sources[1:]]
    left = [each for each in rest if any(each is one for one in known[each.source])]
    found = [_changed(title, sources[0]) if title.source != sources[0] else title]
    for source, unchanged in zip(sources[1:], same, strict=True):
        found.append(unchanged or _nearest(left, source))
    return found


def _nearest(left: list[Passage], source: str) -> Passage:
    """Returns the translation of the passage in `left` most like `source`, and removes it there."""
    scored = [(SequenceMatcher(None, each.source, source).ratio(), each) for each in left]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, Passage("")))
    if score < _ALIKE:
        return Passage(source)
    left[:] = [each for each in left if each is not best]
    return _changed(best, source)


def _changed(passage: Passage, source: str) -> Passage:
    if not passage.target:
        return Passage(source)
    return Passage(source, passage.target, passage.former or passage.source)


def joined(passages: list[Passage]) -> tuple[str, str]:
    """Returns title and text of the translation."""
    texts = [each.target.strip() for each in passages]
    return texts[0], "\n\n".join(filter(None, texts[1:]))
