"""Inline HTML as the plain text that a reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.translation import gettext

# Signs in a text that a check must not take for something else.
NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")


def plain(html: str) -> str:
    """The text without its elements; a line break for each `<br>`."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def base_language(code: str) -> str:
    """ "fr" for "fr-ca"."""
    return code.partition("-")[0].lower()


@dataclass(frozen=True)
class Quoted:
    """Words for a message, in the quotation marks of whoever reads it."""

    words: tuple[str, ...]
    is_all: bool

    def __str__(self) -> str:
        shown = ", ".join(gettext("“%(word)s”") % {"word": word} for word in self.words)
        return shown if self.is_all else f"{shown}…"


def quoted(words: Iterable[str], most: int = 5) -> Quoted:
    """The first of the words, each once and as it stands."""
    unique = tuple(dict.fromkeys(words))
    return Quoted(unique[:most], len(unique) <= most)
