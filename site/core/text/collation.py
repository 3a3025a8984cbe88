"""Sort keys for titles: by letters without diacritics, the same on every database."""

import re

from core.text.folding import fold

_WORD = re.compile(r"[^\W_]+")


def sort_key(text: str) -> str:
    """Returns the words of `text` without diacritics, case or punctuation."""
    return " ".join(_WORD.findall(fold(text)))
