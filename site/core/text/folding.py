"""Case folding and word splitting for comparing texts: no accents, case or punctuation."""

import re
import unicodedata

# Scripts written without spaces: Chinese characters and Japanese syllables.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A run of those, or letters and digits of any other script; "_" is a separator like any other.
_RUN = re.compile(rf"(?:(?=[{UNSPACED}])[^\W_])+|(?:(?![{UNSPACED}])[^\W_])+")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def strip_diacritics(text: str) -> str:
    """Returns the text in compatibility decomposition without diacritics; case is kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


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
