"""Removes control characters that XML, HTML or calendars must not contain."""

import re
from typing import Any

# Control characters but tab and line feed, lone surrogates, and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Line and page breaks of word processors; between two words they become a space.
_BREAKS_WITHIN = re.compile("(?<=\\S)[\x0b\x0c\x85]+(?=\\S)")


def printable(text: str) -> str:
    """Returns the text without control characters, with line feeds as line ends."""
    return _FORBIDDEN.sub("", re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text))


def one_line(text: str) -> str:
    """Returns the text on one line with single spaces; no-break spaces are kept."""
    return re.sub("[ \t\n]+", " ", printable(text)).strip(" ")


def without_controls(text: str) -> str:
    """Returns the text as it may be stored; clean text is returned unchanged.

    A carriage return becomes a line feed. A line or page break of a word processor becomes a space
    between two words; all other control characters are removed.
    """
    if not _FORBIDDEN.search(text):
        return text
    text = re.sub("\r\n?", "\n", text)
    return _FORBIDDEN.sub("", _BREAKS_WITHIN.sub(" ", text))


def without_controls_in(value: Any) -> Any:
    """As `without_controls`, for every string in a JSON value, keys included."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, list | tuple):
        return [without_controls_in(item) for item in value]
    if isinstance(value, dict):
        return {without_controls_in(key): without_controls_in(item) for key, item in value.items()}
    return value
