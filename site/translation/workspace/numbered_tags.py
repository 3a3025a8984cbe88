"""Converts inline HTML to numbered tags and back: "<b>text</b>" is "⟦1⟧text⟦/1⟧".

A tag, a placeholder for translators, represents an element with its attributes. Translators can
move, repeat or omit it, but cannot break its mark-up.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = {"br"}
TOKEN = re.compile(r"⟦(/?)(\d+)⟧")


@dataclass
class Code:
    """One element. `end` is empty for void elements such as line breaks."""

    number: int
    start: str
    end: str
    tag: str


@dataclass
class Codes:
    """The elements of a source numbered in order, and those a translation adds."""

    known: list[Code] = field(default_factory=list)

    def find(self, start: str, taken: set[int]) -> Code | None:
        """Returns the first identical element that is not `taken`, else any identical one."""
        same = [code for code in self.known if code.start == start]
        free = (code for code in same if code.number not in taken)
        return next(free, same[0] if same else None)

    def add(self, tag: str, start: str) -> Code:
        """Adds an element with the next number."""
        end = "" if tag in VOID else f"</{tag}>"
        code = Code(len(self.known) + 1, start, end, tag)
        self.known.append(code)
        return code


class _Reader(HTMLParser):
    """Parser that replaces tags with placeholders; numbers each element of a source anew."""

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
    """Returns the text with placeholders; adds unknown elements to `codes`."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader(codes, is_source=is_source)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def to_html(text: str, codes: Codes) -> str:
    """Returns the HTML of a text with placeholders; unknown placeholders are kept as text."""
    by_number = {code.number: code for code in codes.known}

    def element(match: re.Match[str]) -> str:
        code = by_number.get(int(match[2]))
        if code is None:
            return match[0]
        return code.end if match[1] else code.start

    return TOKEN.sub(element, escape(text, quote=False))


def without(text: str) -> str:
    """Returns the text with each placeholder character replaced by a space; same positions."""
    return TOKEN.sub(lambda match: " " * len(match[0]), text)


def fits(text: str, codes: Codes, source: str) -> bool:
    """Whether a text has the placeholders of `source`, each once and closed in order."""
    by_number = {code.number: code for code in codes.known}
    open_codes: list[int] = []
    for match in TOKEN.finditer(text):
        code = by_number.get(int(match[2]))
        if code is None or (match[1] and (not open_codes or open_codes.pop() != code.number)):
            return False
        if not match[1] and code.end:
            open_codes.append(code.number)
    tokens = sorted(match[0] for match in TOKEN.finditer(text))
    return not open_codes and tokens == sorted(match[0] for match in TOKEN.finditer(source))
