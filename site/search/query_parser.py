"""Parses search queries into words, phrases and exclusions.

Every text is a valid query: misplaced quotation marks and hyphens are ignored.
"""

import re
from dataclasses import dataclass
from itertools import chain

from core.text.folding import is_unspaced, runs
from core.text.stemming import stem
from search import synonyms
from search.tokenizer import MAX_WORD_LENGTH, MAX_WORDS, pairs, words

Words = tuple[str, ...]

# Any pair of quotation marks: "…", “…”, «…», „…“.
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”«»„](?P<phrase>[^"“”«»„]*)["“”«»„]|(?P<word>\S+))')
# "n° 2009-004", "No. 22", "№ 4": the page may have the number without it.
_NUMBER_SIGN = re.compile(r"(?<!\w)(?:n|no|nos|núm|num)?[.°º]*[°º.№]\s*(?=\d)|№\s*", re.IGNORECASE)
# "LMOs", "OVMs": the plural of an abbreviation.
_PLURAL = re.compile(r"(?<!\w)([A-Z]{2,})s(?!\w)")
# "2009-004"
_NUMBERED = re.compile(r"(?:19|20)\d\d-\d{3}")
_STUCK_QUOTES = re.compile(r'["“”«»„]')


@dataclass(frozen=True)
class Clause:
    """One condition of a query.

    With `is_phrase`, the words in this order; otherwise all of them in any form, or one of the
    synonyms in `instead` (phrases of stems).
    """

    words: Words
    is_phrase: bool = False
    instead: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Query:
    """All of `clauses` and none of the phrases in `without`, in texts of `kind` (empty: pages)."""

    language: str
    clauses: tuple[Clause, ...] = ()
    without: tuple[Words, ...] = ()
    kind: str = ""

    @property
    def plain_words(self) -> list[str]:
        """Words of clauses that are not phrases."""
        return [word for clause in self.clauses if not clause.is_phrase for word in clause.words]


def parse(text: str, language: str) -> Query:
    """Parses a query. `"two words"` and symbols are phrases, `-word` is an exclusion.

    Only the first MAX_WORDS words count.
    """
    clauses: list[Clause] = []
    without: list[Words] = []
    loose: list[str] = []
    room = MAX_WORDS
    # Signs for "number" and the plural of abbreviations are left out.
    for is_excluded, is_phrase, piece in parts(_PLURAL.sub(r"\1", _NUMBER_SIGN.sub(" ", text))):
        rows, plain = _within(room, *_rows(piece, is_phrase=is_phrase or is_excluded))
        room -= sum(map(len, rows)) + len(plain)
        if is_excluded:
            without += rows
        else:
            clauses += [Clause(row, is_phrase=True) for row in rows]
            loose += plain
    # Terms are phrases, so synonyms are looked up for adjacent words.
    clauses += _with_synonyms(loose, language)
    return Query(language, tuple(dict.fromkeys(clauses)), tuple(without))


def parts(text: str) -> list[tuple[bool, bool, str]]:
    """(is excluded, is a phrase or symbol, text) of each part of the query."""
    found = []
    # A quotation mark within a word ends it, so that `a"b c"` has a phrase too.
    for match in _PART.finditer(re.sub(r'(?<=[^\s-])(?=["“”«»„])', " ", text)):
        is_quoted = match["phrase"] is not None
        piece = match["phrase"] if is_quoted else _STUCK_QUOTES.sub(" ", match["word"])
        found.append((bool(match["minus"]), is_quoted or is_symbol(piece), piece))
    return found


def is_symbol(piece: str) -> bool:
    """Whether it is a symbol such as BS-III/3 or 2009-004, which is matched as a phrase."""
    has_digits = any(map(str.isdigit, piece))
    return ("/" in piece and has_digits) or _NUMBERED.fullmatch(piece) is not None


def _rows(piece: str, *, is_phrase: bool) -> tuple[list[Words], list[str]]:
    if is_phrase:
        *before, last = runs(piece) or [""]
        row = (*chain.from_iterable(map(words, before)), *_row_of_run(last))
        return ([row] if last else []), []
    rows, plain = [], []
    for run in runs(piece):
        if is_unspaced(run) and len(run) > 1:
            rows.append(_row_of_run(run))
        else:
            plain.append(run[:MAX_WORD_LENGTH])
    return rows, plain


def _within(room: int, rows: list[Words], plain: list[str]) -> tuple[list[Words], list[str]]:
    kept = []
    for row in rows:
        if row[:room]:
            kept.append(row[:room])
            room -= len(kept[-1])
    return kept, plain[:room]


def _row_of_run(run: str) -> Words:
    if is_unspaced(run) and len(run) > 1:
        return tuple(pairs(run))
    return (run[:MAX_WORD_LENGTH],)


def _with_synonyms(loose: list[str], language: str) -> list[Clause]:
    """The words as clauses; words of a known expression share one with its synonyms."""
    known = synonyms.by_stems(language)
    longest = max(map(len, known), default=1)
    clauses: list[Clause] = []
    at = 0
    while at < len(loose):
        clause, length = Clause((loose[at],)), 1
        for size in range(min(longest, len(loose) - at), 0, -1):
            row = tuple(loose[at : at + size])
            instead = known.get(tuple(stem(word, language) for word in row))
            if instead:
                clause, length = Clause(row, instead=instead), size
                break
        clauses.append(clause)
        at += length
    return clauses
