"""Inline mark-up as numbered placeholders: "⟦1⟧text⟦/1⟧" for "<b>text</b>", and back again.

A placeholder stands for an element as it is, with its id; whoever translates can move, repeat or
leave one out, but not break one.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = {"br"}
TOKEN = re.compile(r"⟦(/?)(\d+)⟧")


@dataclass
class Code:
    """One element. `end` is empty for one that holds no text, such as a line break."""

    number: int
    start: str
    end: str
    tag: str


@dataclass
class Codes:
    """The elements of a source, numbered in their order, and those that a translation adds."""

    known: list[Code] = field(default_factory=list)

    def find(self, start: str, taken: set[int]) -> Code | None:
        """The first element that is written like this and is not `taken`, else any such."""
        same = [code for code in self.known if code.start == start]
        free = (code for code in same if code.number not in taken)
        return next(free, same[0] if same else None)

    def add(self, tag: str, start: str) -> Code:
        end = "" if tag in VOID else f"</{tag}>"
        code = Code(len(self.known) + 1, start, end, tag)
        self.known.append(code)
        return code


class _Reader(HTMLParser):
    """Turns HTML into text with placeholders; numbers each element of a source anew."""

    def __init__(self, codes: Codes, *, is_source: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.codes = codes
        self.is_source = is_source
        self.taken: set[int] = set()
        self.open: list[Code] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        start = self.get_starttag_text() or f"<{tag}>"
        code = None if self.is_source else self.codes.find(start, self.taken)
        code = code or self.codes.add(tag, start)
        self.taken.add(code.number)
        self.parts.append(f"⟦{code.number}⟧")
        if code.end:
            self.open.append(code)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.parts.append(f"⟦/{self.open.pop().number}⟧")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def from_html(html: str, codes: Codes, *, is_source: bool = False) -> str:
    """The text of `html` with placeholders; `codes` learns the elements that it does not know."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader(codes, is_source=is_source)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def to_html(text: str, codes: Codes) -> str:
    """The HTML that a text with placeholders stands for; of unknown ones the signs stay."""
    by_number = {code.number: code for code in codes.known}

    def element(match: re.Match[str]) -> str:
        code = by_number.get(int(match[2]))
        if code is None:
            return match[0]
        return code.end if match[1] else code.start

    return TOKEN.sub(element, escape(text, quote=False))


def without(text: str) -> str:
    """The text with a space for every sign of a placeholder, so that places stay the same."""
    return TOKEN.sub(lambda match: " " * len(match[0]), text)
