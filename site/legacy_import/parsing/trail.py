"""Parses trails: “Home|The Cartagena Protocol|…|Objectives   Printer-friendly version”.

Also those that a terminal's browser wrote as a row of narrow cells, a label in each:

       The         Capacity                      Seed
Home | Cartagena | Building | Portal | Archive | banks | Introduction
       Protocol
"""

import re
from dataclasses import dataclass

from legacy_import.parsing.language_vocabulary import (
    HOME,
    LANGUAGE_NAMES,
    PRINTER,
    YOU_ARE_HERE,
    is_printer_link,
    kind_of,
    language_of_bar,
    section_of,
)
from legacy_import.parsing.text_comparison import fold, plain

SEPARATOR = re.compile(r"\s*(?:\||>>?|»|›|→|::|\s/\s|\s\\\s)\s*")
_PRINTER = re.compile(
    r"[\s|\[(>»]*("
    + "|".join(phrase.replace(" ", r"[\s-]+") for phrase in PRINTER)
    + r")[\s\])|]*",
    re.I,
)
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
_HERE = re.compile(r"^\W*(?:" + "|".join(YOU_ARE_HERE) + r")\W*", re.I)


@dataclass(frozen=True)
class Trail:
    """The labels of a trail, and what else its line had."""

    labels: tuple[str, ...]
    """From below the home page to the page itself."""
    language: str
    """By its first label; empty where that does not tell."""
    languages: tuple[str, ...] = ()
    """Codes of a language bar that stood in the same line."""
    is_sure: bool = True
    """Whether it is certain where each label ends."""


def read_trail(text: str) -> Trail | None:
    """Returns the trail, or None.

    `text` keeps its runs of spaces and tabs, which separate labels where no sign does.
    """
    line, languages = _without_bar(plain(with_signs(text)))
    line = _without_you_are_here(line)
    line = _without_printer(line)
    labels = [label.strip(" .") for label in SEPARATOR.split(line)]
    labels = [label for label in labels if label]
    is_sure = True
    if len(labels) == 1:
        labels = labels_in_a_row(labels[0])
        # Of “Seed banks Practical arrangements” nobody knows where the first label ends.
        is_sure = section_of(labels[-1]) is not None or bool(kind_of(labels[-1]))
    if len(labels) < 2 or any(len(label) > 120 for label in labels):
        return None
    home = HOME.get(fold(labels[0]))
    if home is not None:
        return Trail(tuple(labels[1:]), home, tuple(languages), is_sure)
    sections = [label for label in labels if section_of(label) is not None]
    if len(labels) > 2 and len(sections) > 1:
        return Trail(tuple(labels), "", tuple(languages), is_sure)
    return None


def with_signs(text: str) -> str:
    """Returns “Home  Portal  Archive” with a separator between its labels."""
    first = re.match(r"\s*([^\s|>»›→]+(?: [^\s|>»›→]+){0,2})\s", text)
    is_spaced = first is not None and fold(first[1]) in HOME and not SEPARATOR.search(text)
    return re.sub(r"[ \u00a0]{2,}|\t+", " | ", text.strip()) if is_spaced else text


def labels_in_a_row(line: str) -> list[str]:
    """Splits “Home Portal Archive Risk assessment Objectives” by known labels.

    What is between the section and the page's label is the conference. Any other line is returned
    as one label.
    """
    words = line.split(" ")
    labels: list[str] = []
    place = 0
    while (found := _known_label(words, place)) is not None:
        labels.append(" ".join(words[place:found]))
        place = found
    if len(labels) < 3:
        return [line]
    rest = words[place:]
    own = next((i for i in range(1, len(rest)) if kind_of(" ".join(rest[i:]))), len(rest))
    return [*labels, *(" ".join(each) for each in (rest[:own], rest[own:]) if each)]


def _known_label(words: list[str], place: int) -> int | None:
    """Returns where the longest known label of the section beginning at `place` ends."""
    for end in range(min(place + 12, len(words)), place, -1):
        label = " ".join(words[place:end])
        is_home = place == 0 and fold(label) in HOME
        if is_home or (place > 0 and section_of(label) is not None):
            return end
    return None


def _without_bar(line: str) -> tuple[str, list[str]]:
    """Returns the line without a language bar at its beginning, and the bar's codes."""
    parts = re.split(r"(\s*\|\s*|\s+)", line)
    count = 0
    while count < len(parts) and LANGUAGE_NAMES.get(fold(parts[count])) and len(parts[count]) > 2:
        count += 2
    bar = "".join(parts[: max(count - 1, 0)])
    codes = language_of_bar(bar)
    return ("".join(parts[count:]), codes) if codes else (line, [])


def _without_you_are_here(line: str) -> str:
    found = _HERE.match(line.replace("á", "a").replace("í", "i").replace("ê", "e"))
    return line[found.end() :] if found else line


def _without_printer(line: str) -> str:
    """Removes the printer link; searched without accents, at equal positions."""
    kept, end = [], 0
    for found in _PRINTER.finditer(line.replace("ó", "o").replace("à", "a")):
        kept.append(line[end : found.start()])
        end = found.end()
    return " ".join([*kept, line[end:]]).strip()


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
    texts = (columns.read(*each).split() for each in groups)
    # Signs stand at the ends of words.
    labels = [" ".join(filter(None, (word.strip(_SIGNS) for word in words))) for words in texts]
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
