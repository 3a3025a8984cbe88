"""Result snippets with highlighted matches.

Highlighted is what the index matched: words, words with the same prefix or stem, phrases, and
synonyms. Accents of the page's text are kept.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.text.folding import APART, INVISIBLE, UNSPACED, fold, is_unspaced
from core.text.stemming import stem
from search.backends.index_document import Indexed
from search.query_parser import Clause, Query
from search.tokenizer import SEPARATOR, matches_prefixes

SNIPPET_CHARACTERS = 220

# What folding leaves out: combining accents, Arabic marks, invisible characters.
_MARKS = f"\u0300-\u036f\u064b-\u065f\u0670{INVISIBLE}"
_ACCENTS = f"[{_MARKS}]*"
_LETTER = f"(?![{UNSPACED}])[^\\W_]"
# The rest of a word: letters with combining accents.
_REST = f"(?:{_LETTER}|[{_MARKS}])*"
_BEGIN, _END = f"(?<!(?![{UNSPACED}])[^\\W_])", f"(?!{_LETTER})"
_AT_BEGIN = re.compile(_BEGIN)
_BETWEEN = f"(?:(?![{_MARKS}])[\\W_])+"
# A stem may differ from its words in the last letter: "countri", "country".
_MIN_COMMON_LETTERS = 3

_WRITTEN = {char: plain for char, plain in APART.items() if char.lower() == char}
_LIGATURES = {plain: char for char, plain in _WRITTEN.items() if len(plain) > 1}
_AS_WRITTEN = {
    plain: f"[{plain}{''.join(char for char, same in _WRITTEN.items() if same == plain)}]"
    for plain in _WRITTEN.values()
    if len(plain) == 1
}

Matches = Callable[[str], bool]


@dataclass(frozen=True)
class Target:
    """A phrase to highlight: a regular expression for decomposed text and a check per word.

    That it begins with a word is checked last: it is what takes longest to look for.
    """

    pattern: str
    checks: tuple[Matches, ...]

    def holds(self, match: re.Match[str]) -> bool:
        """Whether the match begins with a word, and each of its words passes its check."""
        if len(self.checks) == 0:
            return True
        words = zip(self.checks, re.split(_BETWEEN, match[0]), strict=False)
        return bool(_AT_BEGIN.match(match.string, match.start())) and all(
            check(fold(word)) for check, word in words
        )


def snippet(entry: Indexed, query: Query) -> SafeString:
    """Safe HTML of about SNIPPET_CHARACTERS around the first match."""
    parts = filter(None, [entry.summary, entry.text])
    text = unicodedata.normalize("NFD", SEPARATOR.join(parts))
    targets = _targets(query)
    hit, _end = next(_hits(text, targets), (0, 0))
    start = _start_of_word(text, hit - SNIPPET_CHARACTERS // 3, hit)
    piece = text[start : start + SNIPPET_CHARACTERS]
    if start + SNIPPET_CHARACTERS < len(text):
        # Without a space (a long URL, Chinese) it is cut within the word.
        piece = (piece.rpartition(" ")[0] or piece) + " …"
    return _marked(f"… {piece}" if start else piece, targets)


def first_match(entry: Indexed, query: Query) -> str:
    """The first match as the page writes it, or an empty string."""
    text = unicodedata.normalize("NFD", f"{entry.title} {entry.summary} {entry.text}")
    start, end = next(_hits(text, _targets(query)), (0, 0))
    return unicodedata.normalize("NFC", text[start:end])


def _start_of_word(text: str, earliest: int, latest: int) -> int:
    """Start of the first word after `earliest`, or `latest` where there is none before it."""
    if earliest <= 0:
        return 0
    return text.find(" ", earliest, latest) + 1 or latest


@lru_cache(maxsize=100)
def _targets(query: Query) -> list[Target]:
    targets: list[Target] = []
    for clause in query.clauses:
        if clause.is_phrase:
            targets.append(_phrase(clause))
        else:
            targets += [_row([_any_form(word, query.language)]) for word in clause.words]
            targets += [
                _row([_stemmed(each, query.language) for each in row]) for row in clause.instead
            ]
    # Of two that start at the same position, the longer is highlighted.
    return sorted(targets, key=lambda target: len(target.checks), reverse=True)


def _phrase(clause: Clause) -> Target:
    if all(map(is_unspaced, clause.words)):
        # Overlapping pairs of characters: 生物, 物安 are 生物安.
        row = clause.words[0] + "".join(word[-1] for word in clause.words[1:])
        return Target(re.escape(row), ())
    return _row([(_letters(word) + _ACCENTS, word.__eq__) for word in clause.words])


def _row(words: list[tuple[str, Matches]]) -> Target:
    patterns = [f"{pattern}{_END}" for pattern, _check in words]
    return Target(f"{_BETWEEN}{_BEGIN}".join(patterns), tuple(check for _pattern, check in words))


def _any_form(word: str, language: str) -> tuple[str, Matches]:
    if is_unspaced(word):
        return word, lambda _found: True
    prefix, has_stem = _stemmed(stem(word, language), language)
    has_beginning = matches_prefixes(word)

    def matches(found: str) -> bool:
        return found == word or (has_beginning and found.startswith(word)) or has_stem(found)

    return f"(?:{_letters(word)}{_REST}|{prefix})", matches


def _stemmed(wanted: str, language: str) -> tuple[str, Matches]:
    common = wanted[: max(_MIN_COMMON_LETTERS, len(wanted) - 1)]
    return _letters(common) + _REST, lambda found: stem(found, language) == wanted


def _letters(word: str) -> str:
    """Returns a regex for the folded word as texts write it: "oe" is also "œ", "1" also "١"."""
    pattern = _ACCENTS.join(_AS_WRITTEN.get(letter, re.escape(letter)) for letter in word)
    for letters, one in _LIGATURES.items():
        apart = _ACCENTS.join(_AS_WRITTEN.get(letter, letter) for letter in letters)
        pattern = pattern.replace(apart, f"(?:{apart}|{one})")
    return pattern


def _hits(text: str, targets: list[Target]) -> Iterator[tuple[int, int]]:
    if not targets:
        return
    groups = "|".join(f"({target.pattern})" for target in targets)
    pattern, at = re.compile(groups, re.IGNORECASE), 0
    while match := pattern.search(text, at):
        if targets[(match.lastindex or 1) - 1].holds(match):
            yield match.span()
            at = match.end()
        else:
            at = match.start() + 1


def _marked(text: str, targets: list[Target]) -> SafeString:
    parts, end = [], 0
    for start, stop in _hits(text, targets):
        parts += [_escaped(text[end:start]), f"<mark>{_escaped(text[start:stop])}</mark>"]
        end = stop
    parts.append(_escaped(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _escaped(text: str) -> str:
    return str(escape(unicodedata.normalize("NFC", text)))
