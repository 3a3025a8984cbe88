"""Where in a plain text its terms stand, by characters, for a screen that underlines them."""

from typing import NamedTuple

from django.utils.html import escape

from core.text.folding import is_unspaced, runs_with_capitals, strip_diacritics
from terms.term_entries import Entry
from terms.term_matching import SYMBOL, Index


class Span(NamedTuple):
    """A term from the character `start` to before `end`."""

    entry: Entry
    start: int
    end: int


def spans(index: Index, text: str) -> list[Span]:
    """The terms of a plain text, in its order."""
    places = list(_places(text))
    found = []
    for match in index.find(escape(text)):
        if match.end <= len(places):
            start, end = places[match.start][0], places[match.end - 1][1]
            found.append(Span(match.entry, start, end))
    return found


def _places(text: str) -> list[tuple[int, int]]:
    """Of each word, as `matching.words_of` counts them."""
    blanked = SYMBOL.sub(lambda match: " " * len(match[0]), text)
    origin = [at for at, char in enumerate(blanked) for _unmarked in strip_diacritics(char)]
    plain = "".join(map(strip_diacritics, blanked))
    places: list[tuple[int, int]] = []
    at = 0
    for run in runs_with_capitals(plain):
        at = plain.index(run, at)
        inner = 1 if is_unspaced(run) else len(run)
        places += [
            (origin[first], origin[first + inner - 1] + 1)
            for first in range(at, at + len(run), inner)
        ]
        at += len(run)
    return places
