"""Words as search compares them: without accents, case or punctuation.

Both databases index these words, so that both find the same pages.
"""

import re
import unicodedata

# Letters and digits of any script; "_" is a separator like any other.
_WORD = re.compile(r"[^\W_]+")

MAX_WORDS = 12
MAX_WORD_LENGTH = 64
# A shorter word is matched whole: as a beginning it would match nearly every page.
MIN_PREFIX_LENGTH = 3


def fold(text: str) -> str:
    """Compatibility forms decomposed, marks dropped, case folded."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def query_words(query: str) -> list[str]:
    """The words of a reader's query, each once; what lies beyond the limits is ignored."""
    found = dict.fromkeys(word[:MAX_WORD_LENGTH] for word in words(query))
    return list(found)[:MAX_WORDS]


def matches_beginnings(word: str) -> bool:
    """Whether `word` also finds words that begin with it: "réunion" finds "réunions"."""
    return len(word) >= MIN_PREFIX_LENGTH
