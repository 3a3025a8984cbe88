"""Recognises list markers at the beginning of lines, and writes those of HTML lists."""

import re
from dataclasses import dataclass
from html import unescape

_BULLET = re.compile(
    r"^(?:[•·●▪◦‣■□➢►§→]\s*|\*(?!\*)\s*|[-–—]\s+|-(?=[A-ZÀ-Þ¿«“])|o\s+(?=[A-ZÀ-Þ¿]))(?=\S)"
)
_NUMBER = re.compile(
    r"^(?P<label>\(\d{1,3}\)|\d{1,3}[.)](?!\d)|\([a-z]\)|[a-z]\)|\([ivx]{2,5}\)|[ivx]{2,5}[.)]"
    r"|[a-z]\.(?=\s))(?:\s+|(?=[A-ZÀ-Þ¿«“<]))(?=\S)"
)
_BARE = re.compile(
    r"(?:[*•·●▪◦‣■□➢►§→o]|[-–—]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{2,5}[.)])", re.UNICODE
)
_LEADING_TAGS = re.compile(r"^((?:<(?:b|i|a|sup|sub|span)\b[^>]*>\s*)*)")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
          (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Marker:
    """A list marker: bullet, figure or letter."""

    label: str
    """Empty for a bullet."""
    rest: str
    """The line's HTML without the marker."""
    is_weak: bool
    """Whether it may also be part of a sentence that began on the line above."""

    @property
    def style(self) -> str:
        """Returns "bullet", "figure" or "letter"."""
        if not self.label:
            return "bullet"
        return "figure" if self.label.strip("().").isdigit() else "letter"


def marker_of(html: str) -> Marker | None:
    """Returns the marker at the beginning of a line of HTML, also within `<b>`, or None."""
    tags = _LEADING_TAGS.match(html)
    opening = tags[1] if tags else ""
    text = html[len(opening) :].replace("\u00a0", " ").replace("\t", " ")
    bullet = _BULLET.match(text)
    if bullet:
        sign = bullet[0].strip()
        return Marker("", opening + text[bullet.end() :].lstrip(), sign in "-–—o")
    number = _NUMBER.match(text)
    if number:
        rest = opening + text[number.end() :].lstrip()
        return Marker(unescape(number["label"]), rest, is_weak=True)
    return None


def is_bare_marker(text: str) -> bool:
    """Returns whether a text is a marker and nothing else."""
    return _BARE.fullmatch(text.strip(" \t\u00a0")) is not None


def number_within_tag(html: str) -> str:
    """Moves a marker out of its element: “<b>1.</b> Text” becomes “1. Text”."""
    return re.sub(r"^<(b|i)>\s*((?:\(?[\da-z]{1,3}[.)])|[•·*-])\s*</\1>\s*", r"\2 ", html, count=1)


def int_or(value: str | None, default: int) -> int:
    """Returns the value as an integer, or the default where it is none."""
    return int(value) if value and re.fullmatch(r"\d{1,4}", value.strip()) else default


def number_label(number: int, style: str) -> str:
    """Returns the label, such as “b.”, in the style of HTML's `type`: 1, a, A, i or I."""
    if style in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I"):
        numeral = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            numeral += letters * count
        return f"{numeral if style == 'i' else numeral.upper()}."
    return f"{number}."
