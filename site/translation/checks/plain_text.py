"""Converts inline HTML to plain and comparable text, and quotes words for messages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from core.text.text_joining import listed
from translation.inline_codes import Kind, parse_loosely

# Spaces that the checks distinguish from an ordinary one, written as escapes.
NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"


def plain(html: str) -> str:
    """Returns the text without tags; `<br>` becomes a line break."""
    if "<" not in html and "&" not in html:
        return html
    pieces = parse_loosely(html)
    return "".join(
        piece if isinstance(piece, str) else "\n" if piece.kind is Kind.EMPTY else ""
        for piece in pieces
    )


def base_language(code: str) -> str:
    """Returns the base language code: "fr" for "fr-ca"."""
    return code.partition("-")[0].lower()


@dataclass(frozen=True)
class Quoted:
    """Lazy list of words in the quotation marks of the active language."""

    words: tuple[str, ...]
    is_all: bool

    def __str__(self) -> str:
        shown = listed(gettext("“%(word)s”") % {"word": word} for word in self.words)
        return shown if self.is_all else f"{shown}…"


def quoted(words: Iterable[str], most: int = 5) -> Quoted:
    """Returns the first `most` distinct words, quoted for a message."""
    unique = tuple(dict.fromkeys(words))
    return Quoted(unique[:most], len(unique) <= most)


# Marks of direction, joiners and soft hyphens: not seen, and not the same in two languages.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
    for value, digit in enumerate(digits)
}
# Full-width letters, digits and signs, as Chinese fonts have them beside the ordinary ones.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys(map(ord, "‐‑"), "-")
_COMPARABLE: dict[int, int | str] = {**_DIGITS, **_FULL_WIDTH, **_HYPHENS}


def comparable(text: str) -> str:
    """Returns the text with ASCII digits, without full-width forms and invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text).translate(_COMPARABLE)
