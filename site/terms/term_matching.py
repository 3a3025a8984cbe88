"""Finds terms in texts in any inflected form: “organismos vivos modificados”.

Words are compared by their stems. In scripts without spaces every character counts as a word, so a
term is found as a substring of the text.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.text.folding import is_unspaced, runs_with_capitals
from core.text.stemming import stem
from terms.term_entries import Entry

_TAG = re.compile(r"<[^<>]*>")
# "UNEP/CBD/BS/CM-CB/5/2", "https://bch.cbd.int/", "secretariat@cbd.int".
SYMBOL = re.compile(r"\b[A-Z]{2,}(?:/[A-Z0-9][A-Z0-9.-]*)+|\bhttps?://\S+|\S+@\S+")
# "Сторона / Стороны": either; "интеграция … в": what stands around the gap.
_EITHER = re.compile(r"\s/\s")
_GAP = re.compile(r"…|\.\.\.|[()（）]")

# Arabic particles written together with the next word: "and", "for", "in", "as", and the article.
_JOINED = ("و", "ف", "ل", "ب", "ك", "لل", "ول", "وب", "ولل")
# What an Arabic noun has more than its singular: the article, endings of gender and number.
_ARTICLE = re.compile("^ال(?=...)")
_ARABIC_ENDING = re.compile("(?<=..)(?:ات|ون|ين|ان|ة|ه)$")
# The plural "أطراف" of "طرف", after folding.
_BROKEN_PLURAL = re.compile("^ا(..)ا(.)$")


class Word(NamedTuple):
    """A word of a text: its possible stems, and the number of leading capitals (0 to 2)."""

    stems: tuple[str, ...]
    capitals: int

    @property
    def stem(self) -> str:
        """Returns the first of the stems."""
        return self.stems[0]


@dataclass(frozen=True)
class Pattern:
    """One spelling of a term, as words."""

    words: tuple[Word, ...]
    entry: Entry

    def matches_at(self, text: list[Word], at: int, *, any_case: bool) -> bool:
        """Returns whether the pattern matches the words of `text` at index `at`.

        Unless `any_case`, a single word must have at least the term's capitals, as in “Party”.
        """
        length = len(self.words)
        if self.entry.is_label and (at or length != len(text)):
            return False
        there = text[at : at + length]
        if len(there) < length or any(
            word.stem not in found.stems for word, found in zip(self.words, there, strict=True)
        ):
            return False
        return any_case or length > 1 or text[at].capitals >= self.words[0].capitals


class Match(NamedTuple):
    """A term found in a text, at the words from `start` up to, not including, `end`."""

    entry: Entry
    start: int
    end: int


class Index:
    """The terms of one language, indexed by their first word's stem."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        self._by_first: defaultdict[str, list[Pattern]] = defaultdict(list)
        for entry in entries:
            for pattern in _patterns(entry, language):
                self._by_first[pattern.words[0].stem].append(pattern)
        for patterns in self._by_first.values():
            # Longest first; among equals, permitted terms before forbidden ones.
            patterns.sort(key=lambda pattern: (-len(pattern.words), pattern.entry.rank))

    def find(self, text: str) -> list[Match]:
        """Returns the terms in a text (tags are ignored) in order; longer terms win."""
        words = words_of(text, self.language)
        found: list[Match] = []
        at = 0
        while at < len(words):
            pattern = next(self._at(words, at, any_case=False), None)
            if pattern is not None:
                found.append(Match(pattern.entry, at, at + len(pattern.words)))
            at += len(pattern.words) if pattern else 1
        return found

    def concepts_in(self, text: str) -> set[str]:
        """Returns the keys of all concepts with a permitted term in the text, overlaps included."""
        words = words_of(text, self.language)
        return {
            pattern.entry.concept
            for at in range(len(words))
            for pattern in self._at(words, at, any_case=True)
            if not pattern.entry.is_forbidden
        }

    def _at(self, words: list[Word], at: int, *, any_case: bool) -> Iterator[Pattern]:
        for first in words[at].stems:
            for pattern in self._by_first.get(first, ()):
                if pattern.matches_at(words, at, any_case=any_case):
                    yield pattern


def words_of(text: str, language: str) -> list[Word]:
    """Returns the words of a text without tags, web addresses and document symbols."""
    plain = SYMBOL.sub(" ", html.unescape(_TAG.sub(" ", text)))
    found: list[Word] = []
    for run in runs_with_capitals(plain):
        if is_unspaced(run):
            found += [Word((char.casefold(),), 0) for char in run]
        else:
            found.append(_word(run, language))
    return found


@lru_cache(maxsize=20_000)
def _word(run: str, language: str) -> Word:
    return Word(_stems(run, language), _capitals(run))


def _stems(word: str, language: str) -> tuple[str, ...]:
    # Stemmers do not recognise the plural "LMOs".
    single = word[:-1] if len(word) > 2 and word[-1] == "s" and word[:-1].isupper() else word
    forms = [single.casefold()]
    if language == "ar":
        forms += [word[len(prefix) :] for prefix in _JOINED if word.startswith(prefix)]
        forms += [singular for form in tuple(forms) for singular in _arabic_singulars(form)]
    return tuple(dict.fromkeys(stem(form, language) for form in forms if form))


def _arabic_singulars(word: str) -> Iterator[str]:
    """Yields what the word may be in the singular, without its article."""
    bare = _ARTICLE.sub("", word)
    yield _ARABIC_ENDING.sub("", bare)
    yield _BROKEN_PLURAL.sub(r"\1\2", bare)


def _capitals(word: str) -> int:
    first, second = word[:1].isupper(), word[1:2].isupper()
    return int(first) + int(first and second)


def _patterns(entry: Entry, language: str) -> Iterator[Pattern]:
    variants = [*_EITHER.split(entry.text), entry.abbreviation]
    for row in dict.fromkeys(tuple(words_of(_core(text), language)) for text in variants):
        if row:
            yield Pattern(row, entry)


def _core(text: str) -> str:
    """Returns the longest part between gaps (“…”, brackets)."""
    return max(_GAP.split(text), key=len)
