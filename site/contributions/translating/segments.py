"""Divides a contribution into segments, and carries their translations over to an edited one.

A segment is a paragraph, list, table or other block of the Markdown text; the first segment is the
title. The memory, the checks and the translators' form work on segments.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from contributions.models import Contribution

_FENCE = re.compile(r" {0,3}(```|~~~)")
# Below this, a segment of the edited original is another segment, not a changed one.
_ALIKE = 0.6


@dataclass
class Segment:
    """One segment; `former` is the original that `target` was made from, where it was another."""

    source: str
    target: str = ""
    former: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether its original was changed since it was translated."""
        return bool(self.former)

    def as_dict(self) -> dict[str, str]:
        """Returns the segment as `ContributionTranslation.segments` has it."""
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
    """Returns the segments of the original as it is now, the title first."""
    return [contribution.title, *split(contribution.text)]


def read(stored: list[dict[str, Any]]) -> list[Segment]:
    """Returns the segments in a value of `ContributionTranslation.segments`."""
    return [Segment(each["source"], each["target"], each.get("former", "")) for each in stored]


def stored(segments: list[Segment]) -> list[dict[str, str]]:
    """Returns the segments as a value of `ContributionTranslation.segments`."""
    return [each.as_dict() for each in segments]


def followed(segments: list[Segment], sources: list[str]) -> list[Segment]:
    """Returns segments for `sources`, the edited original, with the translations of `segments`.

    Unchanged segments keep their translation; changed ones keep it, too, with the former original
    beside it; new ones are empty.
    """
    if not segments:
        return [Segment(source) for source in sources]
    title, rest = segments[0], segments[1:]
    known: dict[str, list[Segment]] = {}
    for segment in rest:
        known.setdefault(segment.source, []).append(segment)
    same = [known[source].pop(0) if known.get(source) else None for source in sources[1:]]
    left = [each for each in rest if any(each is one for one in known[each.source])]
    found = [_changed(title, sources[0]) if title.source != sources[0] else title]
    for source, unchanged in zip(sources[1:], same, strict=True):
        found.append(unchanged or _nearest(left, source))
    return found


def _nearest(left: list[Segment], source: str) -> Segment:
    """Returns the translation of the segment in `left` most like `source`, and removes it there."""
    scored = [(SequenceMatcher(None, each.source, source).ratio(), each) for each in left]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, Segment("")))
    if score < _ALIKE:
        return Segment(source)
    left[:] = [each for each in left if each is not best]
    return _changed(best, source)


def _changed(segment: Segment, source: str) -> Segment:
    if not segment.target:
        return Segment(source)
    return Segment(source, segment.target, segment.former or segment.source)


def joined(segments: list[Segment]) -> tuple[str, str]:
    """Returns title and text of the translation."""
    texts = [each.target.strip() for each in segments]
    return texts[0], "\n\n".join(filter(None, texts[1:]))
