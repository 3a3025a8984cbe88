"""Case folding and word splitting for comparing texts: no accents, case or punctuation.

The one folding of the site: search, sorting and the matching of terms use it.
"""

import re
import unicodedata

# Scripts written without spaces: Chinese characters and Japanese syllables.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A run of those, or letters and digits of any other script; "_" is a separator like any other.
_RUN = re.compile(rf"(?:(?=[{UNSPACED}])[^\W_])+|(?:(?![{UNSPACED}])[^\W_])+")
_WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose, and digits of other scripts.
APART = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ß": "ss", "ẞ": "SS",
    **{char: str(value) for value, char in enumerate("٠١٢٣٤٥٦٧٨٩")},
    **{char: str(value) for value, char in enumerate("۰۱۲۳۴۵۶۷۸۹")},
}  # fmt: skip
# Soft hyphen, joiners and marks of direction, and the stroke that widens Arabic words.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# No combining mark of Unicode lies outside of these.
_MARKS = (chr(code) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
_PLAIN = {**APART, **dict.fromkeys(_MARKS, "")}
_SECOND_PLANE = "\U00010000"
# Searched for, as texts have few of them; the rare ones of the second plane as one range.
_NOT_PLAIN = re.compile(
    f"[{''.join(char for char in _PLAIN if char < _SECOND_PLANE)}{_SECOND_PLANE}-\U0001ffff]"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")


def strip_diacritics(text: str) -> str:
    """Returns the text in plain letters and digits without diacritics; case is kept.

    Invisible characters are left out, "œ" becomes "oe", "й" becomes "и".
    """
    if text.isascii():
        return text
    visible = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    return _NOT_PLAIN.sub(lambda found: _PLAIN.get(found[0], found[0]), visible)


def fold(text: str) -> str:
    """Returns the text in compatibility decomposition, without diacritics, case folded."""
    return strip_diacritics(text).casefold()


def runs(text: str) -> list[str]:
    """Returns the folded words, and the runs of text in scripts without spaces."""
    return _runs(fold(text))


def runs_with_capitals(text: str) -> list[str]:
    """As `runs`, without case folding."""
    return _runs(strip_diacritics(text))


def _runs(text: str) -> list[str]:
    # Where no script is written without spaces, a simpler expression does in a third of the time.
    return (_RUN if _UNSPACED.search(text) else _WORD).findall(text)


def is_unspaced(run: str) -> bool:
    """Returns whether the run is in a script written without spaces."""
    return _UNSPACED.match(run) is not None
