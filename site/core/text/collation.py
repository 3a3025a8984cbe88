"""Sort keys for titles: by letters without diacritics, the same on every database."""

import re
import unicodedata

_APART = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")


def sort_key(text: str) -> str:
    """Returns the words of `text` without diacritics, case or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_APART))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_WORD.findall(letters))
