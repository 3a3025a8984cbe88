"""Checks single messages of catalogues: typography, UN spelling, and words without a context.

"Open" is a verb on a button and an adjective of a conference; other languages have a gender and a
number besides. `check_catalogues` refuses a message of one such word unless it is listed here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from core.languages.placeholder_notes import PLACEHOLDER

# Reason → words that have one meaning and one form, wherever they stand.
UNAMBIGUOUS = {
    "name of a file format": {"PDF"},
    "name of a part of the world": {"Africa", "Americas", "Asia", "Europe", "Oceania"},
}
_KNOWN = frozenset[str]().union(*UNAMBIGUOUS.values())
_LETTER = re.compile(r"[^\W\d_]")


def is_bare_word(text: str) -> bool:
    """Returns whether a message is a single word, with or without punctuation.

    False for a pattern whose only words are placeholders, and for the words in UNAMBIGUOUS.
    """
    own = PLACEHOLDER.sub("", text)
    return len(text.split()) == 1 and bool(_LETTER.search(own)) and text not in _KNOWN


def bare_word_faults(catalogue: Path) -> Iterator[str]:
    """Yields one line for each message of one word that has no context (msgctxt)."""
    for entry in polib.pofile(str(catalogue)):
        if not entry.obsolete and entry.msgctxt is None and is_bare_word(entry.msgid):
            yield f"one word without a context: {entry.msgid!r}; use pgettext or “context”"


# Mark-up, addresses and entities, which are not prose; a placeholder counts as a word.
_NOT_PROSE = re.compile(r"<[^>]*>|https?://\S+|\S+@\S+\.\w+|&#?\w+;")
_ANY_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
# What readers type: search operators and the mark-up of contributions.
_TYPED = re.compile(r'"[^"]*" -\w+|“[->] ”')
_NARROW, _HARD = "\u202f", "\u00a0"
_BEFORE_SIGN = re.compile(rf"[^\s{_NARROW};?!…(\[«¡¿،؛؟][;?!»](?!\w)|[ {_HARD}][;?!»]")
_BEFORE_COLON = re.compile(rf"[^\s{_HARD}:(]:(?=\s|$)|[ {_NARROW}]:")
_AFTER_OPENING = re.compile(rf"«(?!{_NARROW})")
_FOREIGN_QUOTES = re.compile(r"[“”\"]")
# Verbs and nouns that the United Nations spell with "z".
_NOT_UN = re.compile(
    r"\b(?:organis|recognis|synchronis|standardis|summaris|finalis|localis|normalis|categoris"
    r"|authoris|customis|minimis|maximis|utilis|capitalis|prioritis|characteris|harmonis)"
    r"(?:e[drs]?|ing|ations?|able)\b",
    re.IGNORECASE,
)
_NO_HYPHEN = re.compile(r"\bcapacity building\b")


def typography_faults(text: str, language: str) -> Iterator[str]:
    """Yields one line for each fault of a text; `language` is a code or the folder's name."""
    prose = _ANY_PLACEHOLDER.sub("x", _NOT_PROSE.sub("", _TYPED.sub("x", text)))
    base = language.replace("_", "-").partition("-")[0]
    if base == "es" and _FOREIGN_QUOTES.search(prose):
        yield f"Spanish quotes are « »: {text!r}"
    if base == "fr":
        yield from _french_faults(prose, text)
    if base == "en" and (_NOT_UN.search(prose) or _NO_HYPHEN.search(prose)):
        yield f"not the spelling of the United Nations: {text!r}"


def _french_faults(prose: str, text: str) -> Iterator[str]:
    if _FOREIGN_QUOTES.search(prose):
        yield f"French quotes are « »: {text!r}"
    if _BEFORE_SIGN.search(prose) or _AFTER_OPENING.search(prose):
        yield f"French has a narrow no-break space before ; ? ! and inside « »: {text!r}"
    if _BEFORE_COLON.search(prose):
        yield f"French has a no-break space before a colon: {text!r}"
