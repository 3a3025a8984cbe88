"""Text with inline elements as translators' tools see it: pieces of text and numbered codes.

A segment is HTML (`String.data`); XLIFF and TMX have elements of their own for what stands inside
a sentence. Both are made from the pieces that `parse` gives, and `to_html` makes HTML again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from html import escape
from html.parser import HTMLParser

from translation.upstream import plain
from translation.upstream.inline_tags import inline_tags

VOID = {"br"}


class Kind(Enum):
    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"


@dataclass(frozen=True)
class Code:
    """The beginning or the end of an inline element, or an empty one."""

    kind: Kind
    name: str
    """Of the element: "b"."""
    link: str = ""
    """Of a link, its id; where it leads is kept elsewhere."""
    id: str = ""
    """The same for beginning and end, and for the same element of original and translation."""

    @property
    def tag(self) -> str:
        if self.kind is Kind.CLOSE:
            return f"</{self.name}>"
        attribute = f' id="{escape(self.link)}"' if self.link else ""
        return f"<{self.name}{attribute}{'/' if self.kind is Kind.EMPTY else ''}>"

    @property
    def is_known(self) -> bool:
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
    """The pieces of a segment. Codes of a translation get the ids of its `original`'s codes."""
    if "<" not in html and "&" not in html:
        return [html] if html else []
    pieces = parse_loosely(html)
    if not is_sound(pieces):
        return [plain(html)]
    return _numbered(pieces, parse(original) if original else [])


def parse_loosely(html: str) -> list[Piece]:
    """The pieces of any mark-up, sound or not; codes have no ids."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.pieces


def is_sound(pieces: Iterable[Piece]) -> bool:
    """Whether all elements may stand in a sentence, and are opened and closed in order."""
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
    return [piece for piece in pieces if isinstance(piece, Code)]


def text_of(pieces: Iterable[Piece]) -> str:
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
    """A segment again; of elements that are unknown or not closed in order only the text."""
    every = list(pieces)
    if not is_sound(every):
        return escape(text_of(every), quote=False)
    return "".join(
        escape(piece, quote=False) if isinstance(piece, str) else piece.tag for piece in every
    )


def normal(html: str) -> str:
    """The same segment always written in the same way."""
    return to_html(parse(html))


def tags_of(html: str) -> list[str]:
    """The opening and empty elements of a segment, in order."""
    return [code.tag for code in codes(parse(html)) if code.kind is not Kind.CLOSE]
