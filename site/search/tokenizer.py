"""Splits texts into words for the index: folded, without accents, case or punctuation.

Both databases index these words, so that both find the same pages.
"""

from core.text.folding import is_unspaced, runs

MAX_WORDS = 12
MAX_WORD_LENGTH = 64
# Shorter words are not matched as prefixes: they would match nearly every page.
MIN_PREFIX_LENGTH = 3
# Stands between the blocks of a text; not part of any word.
SEPARATOR = " · "


def words(text: str) -> list[str]:
    """The words of a text, in order.

    A script without spaces is indexed as overlapping pairs and the last character, so that any
    part of such a text is found as a phrase: 生物安全 as 生物, 物安, 安全, 全.
    """
    found: list[str] = []
    for run in runs(text):
        if run.isascii() or not is_unspaced(run):
            found.append(run[:MAX_WORD_LENGTH])
        else:
            found += [*pairs(run), run[-1]]
    return found


def pairs(run: str) -> list[str]:
    """The overlapping pairs of characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def matches_prefixes(word: str) -> bool:
    """Whether `word` is matched as a prefix, too: "réunion" finds "réunionnais"."""
    return len(word) >= MIN_PREFIX_LENGTH or (len(word) == 1 and is_unspaced(word))
