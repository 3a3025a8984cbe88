"""Words as search compares them: without accents, case or punctuation.

Both databases index these words, so that both find the same pages.
"""

from core.text.folding import is_unspaced, runs

MAX_WORDS = 12
MAX_WORD_LENGTH = 64
# A shorter word is matched whole: as a beginning it would match nearly every page.
MIN_PREFIX_LENGTH = 3


def words(text: str) -> list[str]:
    """The words of a text to be indexed, in their order.

    A passage without spaces counts as its pairs of characters, and its last character:
    "生物安全" as 生物, 物安, 安全, 全. So each of its parts is found as a row of such words.
    """
    found: list[str] = []
    for run in runs(text):
        found += [*pairs(run), run[-1]] if is_unspaced(run) else [run[:MAX_WORD_LENGTH]]
    return found


def pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def matches_beginnings(word: str) -> bool:
    """Whether `word` also finds words that begin with it: "réunion" finds "réunionnais"."""
    return len(word) >= MIN_PREFIX_LENGTH or (len(word) == 1 and is_unspaced(word))
