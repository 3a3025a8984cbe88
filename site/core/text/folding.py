"""Case folding and word splitting for comparing texts: no accents, case or punctuation.

The one folding of the site: search, sorting and the matching of terms use it.
"""

import re
import unicodedata

# Scripts written without spaces: Chinese characters and Japanese syllables.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A run of those, or letters and digits of any other script; "_" is a separator like any other.
_RUN = re.compile(rf"(?:(?=[{UNSPACED}])[^\W_])+|(?:(?![{UNSPACED}])[^\W_])+")
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
_TABLE = str.maketrans({**APART, **dict.fromkeys(_MARKS, "")})
_UNSPACED = re.compile(f"[{UNSPACED}]")


def strip_diacritics(text: str) -> str:
    """Returns the text in plain letters and digits without diacritics; case is kept.

    Invisible characters are left out, "œ" becomes "oe", "й" becomes "и".
    """
    if text.isascii():
        return text
    visible = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFKD", visible).translate(_TABLE)


def fold(text: str) -> str:
    """Returns the text in compatibility decomposition, without diacritics, case folded."""
    return strip_diacritics(text).casefold()


def runs(text: str) -> list[str]:
    """Returns the folded words, and the passages in scripts without spaces."""
    return _RUN.findall(fold(text))


def runs_with_capitals(text: str) -> list[str]:
    """As `runs`, without case folding."""
    return _RUN.findall(strip_diacritics(text))


def is_unspaced(run: str) -> bool:
    """Returns whether the run is in a script written without spaces."""
    return _UNSPACED.match(run) is not None
