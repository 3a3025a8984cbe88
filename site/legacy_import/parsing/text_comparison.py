"""Normalises and compares texts."""

import re
from collections.abc import Iterable
from html import unescape

from core.text import folding

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
# Inline elements: they do not separate words.
_INLINE_TAG = re.compile(r"</?(?:b|i|sup|sub|a|span)\b[^>]*>")


def plain(text: str) -> str:
    """Returns the text with runs of white space, no-break spaces included, collapsed."""
    return _SPACES.sub(" ", text.replace("\u200b", "")).strip()


def fold(text: str) -> str:
    """Returns the text without case, accents and punctuation, for comparing labels."""
    return " ".join(_WORD.findall(folding.fold(text)))


def strip_tags(html: str) -> str:
    """Returns the text of rich text; block elements become spaces."""
    return unescape(_TAG.sub(" ", _INLINE_TAG.sub("", html)))


def words(text: str) -> list[str]:
    """Returns the words of a text, as they are written."""
    return _WORD.findall(text)


def missing(wanted: Iterable[str], offered: Iterable[str]) -> list[str]:
    """Returns the words of `wanted` that `offered` lacks, or has in another order."""
    rest = list(offered)
    found, lost = 0, []
    for word in wanted:
        try:
            found = rest.index(word, found) + 1
        except ValueError:
            lost.append(word)
    return lost
