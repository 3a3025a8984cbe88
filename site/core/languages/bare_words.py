"""Finds messages of one word without a context, which a translator can only guess.

"Open" is a verb on a button and an adjective of a conference; other languages have a gender and a
number besides. `check_catalogues` refuses such a message unless it is listed here with a reason.
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
