"""Joins a trail that a terminal's browser wrote as a row of narrow cells, a label in each.

       The         Capacity                      Seed
Home | Cartagena | Building | Portal | Archive | banks | Introduction
       Protocol
"""

import re
from dataclasses import dataclass

from legacy_import.parsing.language_vocabulary import HOME, is_printer_link, kind_of, section_of
from legacy_import.parsing.text_comparison import fold, plain
from legacy_import.parsing.trail import read_trail

# Trails begin this high, and are as many lines high at most.
HEAD_LINES = 15
MOST_LINES = 7
# Columns of one label at most: a gap may happen to be within it in all lines.
MOST_COLUMNS = 6
_LINK_NUMBER = re.compile(r"\[\d{1,4}\]")
_SIGNS = "|>»›→"
_SIGN_WITHIN = re.compile(rf"[^\s{_SIGNS}]\s*[{_SIGNS}]+\s*[^\s{_SIGNS}]")


# The first column, and the one after the last.
Group = tuple[int, int]


@dataclass(frozen=True)
class JoinedTrail:
    """A trail of several lines as one."""

    text: str
    is_sure: bool
    """Whether it is certain where each label ends."""

    @property
    def known(self) -> int:
        """How many of its labels are sections of the site."""
        return _known(self.text)


def with_trail_joined(lines: list[str]) -> tuple[list[str], JoinedTrail | None]:
    """Returns the lines, those of such a trail as one, and that trail, if there is one.

    One whose labels cannot be told apart says nothing of the page's place: its lines are left out.
    """
    best: tuple[int, int, int] = (0, 0, 0)
    joined: JoinedTrail | None = None
    for first in range(min(HEAD_LINES, len(lines))):
        for count in range(2, MOST_LINES + 1):
            group = [line.expandtabs() for line in lines[first : first + count]]
            if len(group) < count or not all(line.strip() for line in group):
                break
            found = _joined(group)
            if found and (found.known, count) > best[:2]:
                best, joined = (found.known, count, first), found
    if joined is None:
        return lines, None
    _known_labels, count, first = best
    line = [joined.text] if joined.is_sure else []
    return [*lines[:first], *line, *lines[first + count :]], joined


def _joined(group: list[str]) -> JoinedTrail | None:
    """Returns the trail whose labels stand in columns in these lines."""
    columns = _Columns(group)
    between = columns.between_signs()
    groups = between or columns.in_a_row()
    labels = [_without_signs(columns.read(*each)) for each in groups]
    labels = [label for label in labels if label]
    if len(labels) < 3 or fold(_without_numbers(labels[0])) not in HOME:
        return None
    # What a gap within another label parted from it would stand in the last one.
    is_whole = bool(between) and groups[-1][1] - groups[-1][0] == 1
    is_sure = is_whole or columns.have_own_signs(len(groups)) or columns.is_kind(*groups[-1])
    joined = JoinedTrail(" | ".join(labels), is_sure)
    in_lines = max(_known(line) for line in [*group, " ".join(line.strip() for line in group)])
    # Where it says no more than a single line does, it must be told from text below.
    least = in_lines if joined.is_sure else in_lines + 1
    return joined if joined.known >= max(least, 2) else None


class _Columns:
    """Lines cut where all of them have a space."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.bounds = _bounds(lines)
        last = len(self.bounds)
        tails = range(max(1, last - 4), last)
        printer = (at for at in tails if is_printer_link(_without_numbers(self.read(at, last))))
        del self.bounds[next(printer, last) :]

    def have_own_signs(self, labels: int) -> bool:
        """Returns whether there is a column with a sign alone between all labels."""
        texts = (self.read(at, at + 1) for at in range(len(self.bounds)))
        return sum(not text.strip(f"{_SIGNS} ") for text in texts) + 1 >= labels

    def pieces(self, first: int, end: int) -> list[str]:
        """Returns what each line has in some columns."""
        bounds = self.bounds[first:end]
        return [line[bounds[0][0] : bounds[-1][1]].strip() for line in self.lines]

    def read(self, first: int, end: int) -> str:
        """Returns the text of some columns, read line by line."""
        return plain(" ".join(self.pieces(first, end)))

    def is_kind(self, first: int, end: int) -> bool:
        """Returns whether some columns hold the label of a kind of page."""
        return bool(kind_of(_without_numbers(self.read(first, end))))

    def between_signs(self) -> list[Group]:
        """Returns the columns of each label; empty where no signs stand between them."""
        groups: list[Group] = []
        start, last = 0, len(self.bounds)
        for at in range(last):
            pieces = self.pieces(at, at + 1)
            if any(_SIGN_WITHIN.search(piece) for piece in pieces):
                return []
            if any(piece and piece[-1] in _SIGNS for piece in pieces):
                groups.append((start, at + 1))
                start = at + 1
        groups += [(start, last)] if start < last else []
        return self._with_own_end(groups) if len(groups) > 1 else []

    def _with_own_end(self, groups: list[Group]) -> list[Group]:
        """Gives the label before the last one what stands beside it, below whose end is a sign."""
        (before, _end), (first, last) = groups[-2:]
        is_whole = self.have_own_signs(len(groups)) or self.is_kind(first, last)
        places = () if is_whole else range(first + 1, last)
        own = next((at for at in places if self.is_kind(at, last)), first)
        return [*groups[:-2], (before, own), (own, last)]

    def in_a_row(self) -> list[Group]:
        """Returns the columns of known labels, and those after them: conference and page."""
        groups: list[Group] = []
        place, last = 0, len(self.bounds)
        while end := self._end_of_known(place):
            groups.append((place, end))
            place = end
        own = next((at for at in range(place + 1, last) if self.is_kind(at, last)), last)
        return [*groups, *(each for each in ((place, own), (own, last)) if each[0] < each[1])]

    def _end_of_known(self, place: int) -> int:
        """Returns where the known label that begins at a column ends; 0 where none begins."""
        for end in range(min(place + MOST_COLUMNS, len(self.bounds)), place, -1):
            label = _without_numbers(self.read(place, end))
            if section_of(label) is not None if place else fold(label) in HOME:
                return end
        return 0


def _bounds(lines: list[str]) -> list[tuple[int, int]]:
    """Returns start and end of each column."""
    width = max(map(len, lines))
    bounds: list[tuple[int, int]] = []
    start = 0
    for place in range(width + 1):
        if all(not line[place : place + 1].strip() for line in lines):
            bounds += [(start, place)] if start < place else []
            start = place + 1
    return bounds


def _known(text: str) -> int:
    """Returns how many labels of the trail in the text are sections of the site."""
    trail = read_trail(_without_numbers(text))
    return sum(section_of(label) is not None for label in trail.labels) if trail else 0


def _without_numbers(text: str) -> str:
    return _LINK_NUMBER.sub("", text).strip(f" {_SIGNS}")


def _without_signs(text: str) -> str:
    """Returns the text without signs at the ends of its words."""
    return " ".join(filter(None, (word.strip(_SIGNS) for word in text.split())))
