"""Text without the characters that neither XML nor HTML nor a calendar may hold."""

import re
from typing import Any

# Controls but tab and line feed, surrogates that stand alone, and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What a word processor puts between lines and pages; between two words it stands for a space.
_BREAKS_WITHIN = re.compile("(?<=\\S)[\x0b\x0c\x85]+(?=\\S)")


def printable(text: str) -> str:
    """Without control characters; every kind of line end is a line feed."""
    return _FORBIDDEN.sub("", re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text))


def one_line(text: str) -> str:
    """The same on a single line, with single spaces; those that do not break stay as they are."""
    return re.sub("[ \t\n]+", " ", printable(text)).strip(" ")


def without_controls(text: str) -> str:
    """The text as it may be stored; clean text is returned as it is.

    A carriage return becomes a line feed. A line or page break of a word processor becomes a space
    where it parts two words; all other control characters go without a trace.
    """
    if not _FORBIDDEN.search(text):
        return text
    text = re.sub("\r\n?", "\n", text)
    return _FORBIDDEN.sub("", _BREAKS_WITHIN.sub(" ", text))


def without_controls_in(value: Any) -> Any:
    """The same for every text in a JSON value, keys included; other values stay as they are."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list | tuple):
        return [without_controls_in(item) for item in value]
    if isinstance(value, dict):
        return {without_controls_in(key): without_controls_in(item) for key, item in value.items()}
    return value
