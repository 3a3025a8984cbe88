"""Parses trails: “Home|The Cartagena Protocol|…|Objectives   Printer-friendly version”."""

import re
from dataclasses import dataclass

from legacy_import.parsing.language_vocabulary import (
    HOME,
    LANGUAGE_NAMES,
    PRINTER,
    YOU_ARE_HERE,
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
