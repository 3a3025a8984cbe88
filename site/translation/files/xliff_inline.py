"""Converts inline elements of XLIFF 1.2 and 2.x to inline codes."""

from collections.abc import Iterator
from typing import Any

from core.safe_xml import local_name
from translation.inline_codes import Code, Kind, Piece, parse_loosely

SPANNING = ("g", "pc")
EMPTY = ("x", "ph")
BEGINNING = ("bx", "sc", "bpt")
END = ("ex", "ec", "ept")
CHARACTER = "cp"


def pieces_of(element: Any, tags: dict[str, str]) -> Iterator[Piece]:
    """Yields the pieces of a `source` or `target`. `tags` (id → HTML tag) is extended.

    A code with an unknown tag yields only its content.
    """
    yield from _text(element.text)
    for child in element:
        yield from _child(child, tags)
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[str]:
    if text:
        yield text


def _child(child: Any, tags: dict[str, str]) -> Iterator[Piece]:
    name = local_name(child)
    if name in SPANNING:
        begin = _code(child, tags)
        if begin is not None:
            yield begin
        yield from pieces_of(child, tags)
        if begin is not None:
            yield Code(Kind.CLOSE, begin.name)
    elif name in EMPTY or name in BEGINNING:
        code = _code(child, tags)
        if code is not None:
            yield code
    elif name in END:
        code = _code(child, tags)
        if code is not None:
            yield Code(Kind.CLOSE, code.name)
    elif name == CHARACTER:
        yield from _character(child.get("hex") or "")
    elif name not in ("sm", "em", "it"):  # "mrk" and other annotations
        yield from pieces_of(child, tags)


def _code(element: Any, tags: dict[str, str]) -> Code | None:
    """Returns the opening or empty code of an element, or None if its tag is unknown."""
    own = element.get("rid") or element.get("startRef") or element.get("id") or ""
    said = element.get("equiv-text") or element.get("dispStart") or element.get("disp")
    if said and not said.startswith("</"):
        tags.setdefault(own, said)
    found = parse_loosely(tags.get(own, ""))
    code = found[0] if len(found) == 1 else None
    return code if isinstance(code, Code) and code.kind is not Kind.CLOSE else None


def _character(number: str) -> Iterator[str]:
    try:
        yield chr(int(number, 16))
    except (ValueError, OverflowError):
        return
