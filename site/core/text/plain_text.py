"""Text for formats that are not HTML, such as calendars and feeds."""

import re

# What neither XML nor a calendar may hold: controls but tab and line feed, and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    """Without control characters; every kind of line end is a line feed."""
    return _FORBIDDEN.sub("", re.sub("\r\n?|[\u2028\u2029\u0085]", "\n", text))


def one_line(text: str) -> str:
    """The same on a single line, with single spaces; those that do not break stay as they are."""
    return re.sub("[ \t\n]+", " ", printable(text)).strip(" ")
