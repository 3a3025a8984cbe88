"""Converts segments between HTML and the text and inline codes of XLIFF and TMX.

`parse` turns a segment's HTML (`String.data`) into pieces, `to_html` turns pieces into HTML.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from html import escape
from html.parser import HTMLParser

from translation.upstream import plain
from translation.upstream.segment_extraction import inline_tags

VOID = {"br"}


class Kind(Enum):
    """Kind of an inline code: opening, closing or empty."""

    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"


@dataclass(frozen=True)
class Code:
    """The start or end of an inline element, or an empty element."""

    kind: Kind
    name: str
    """The element's name: "b"."""
    link: str = ""
    """The id of a link; its URL is stored separately."""
    id: str = ""
    """The same for start and end, and for the same element of original and translation."""

    @property
    def tag(self) -> str:
        """The HTML tag."""
        if self.kind is Kind.CLOSE:
            return f"</{self.name}>"
        attribute = f' id="{escape(self.link)}"' if self.link else ""
        return f"<{self.name}{attribute}{'/' if self.kind is Kind.EMPTY else ''}>"

    @property
    def is_known(self) -> bool:
        """Whether the element is allowed inside a segment."""
        return self.name in inline_tags() and (self.name in VOID) == (self.kind is Kind.EMPTY)


Piece = str | Code


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = Kind.EMPTY if tag in VOID else Kind.OPEN
        link = dict(attrs).get("id") or "" if tag == "a" else ""
        self.pieces.append(Code(kind, tag, link))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.pieces.append(Code(Kind.CLOSE, tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)


def parse(html: str, original: str | None = None) -> list[Piece]:
    """Returns the pieces of a segment; codes of a translation get the ids of the `original`'s
    codes.
    """
    if "<" not in html and "&" not in html:
        return [html] if html else []
    pieces = parse_loosely(html)
    if not is_sound(pieces):
        return [plain(html)]
    return _numbered(pieces, parse(original) if original else [])


def parse_loosely(html: str) -> list[Piece]:
    """Returns the pieces of any HTML, valid or not; codes have no ids."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.pieces


def is_sound(pieces: Iterable[Piece]) -> bool:
    """Whether all elements are allowed and correctly nested."""
    opened: list[str] = []
    for code in codes(pieces):
        if not code.is_known:
            return False
        if code.kind is Kind.OPEN:
            opened.append(code.name)
        elif code.kind is Kind.CLOSE and (not opened or opened.pop() != code.name):
            return False
    return not opened


def codes(pieces: Iterable[Piece]) -> list[Code]:
    """Returns the codes among the pieces."""
    return [piece for piece in pieces if isinstance(piece, Code)]


def text_of(pieces: Iterable[Piece]) -> str:
    """Returns the text without codes."""
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _numbered(pieces: Sequence[Piece], original: Sequence[Piece]) -> list[Piece]:
    free: dict[str, list[str]] = defaultdict(list)
    for code in codes(original):
        free[code.tag].append(code.id)
    number = sum(code.kind is not Kind.CLOSE for code in codes(original))
    found: list[Piece] = []
    opened: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif piece.kind is Kind.CLOSE:
            found.append(replace(piece, id=opened.pop()))
        else:
            same = free[piece.tag]
            number += not same
            own = same.pop(0) if same else str(number)
            found.append(replace(piece, id=own))
            if piece.kind is Kind.OPEN:
                opened.append(own)
    return found


def to_html(pieces: Iterable[Piece]) -> str:
    """Returns the segment's HTML; unknown or badly nested elements keep only their text."""
    every = list(pieces)
    if not is_sound(every):
        return escape(text_of(every), quote=False)
    return "".join(
        escape(piece, quote=False) if isinstance(piece, str) else piece.tag for piece in every
    )


def normal(html: str) -> str:
    """Returns the segment in normalized HTML, for comparing."""
    return to_html(parse(html))


def tags_of(html: str) -> list[str]:
    """Returns the opening and empty tags of a segment in order."""
    return [code.tag for code in codes(parse(html)) if code.kind is not Kind.CLOSE]
