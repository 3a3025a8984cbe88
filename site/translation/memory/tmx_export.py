"""Writes the translation memory as TMX 1.4b."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from lxml import etree

from core.text.control_characters import printable
from translation.inline_codes import Code, Kind, Piece, parse
from translation.models import MemoryPair

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VERSION = "1.4"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
# Code types recommended by the TMX standard.
TYPES = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "br": "lb"}


def pairs_for(source_language: str, target_language: str) -> QuerySet[MemoryPair]:
    """Returns the pairs of two languages in order of creation."""
    pairs = MemoryPair.objects.filter(
        source__source_language=source_language, source__target_language=target_language
    )
    return pairs.select_related("source").order_by("pk")


def write(source_language: str, pairs: QuerySet[MemoryPair]) -> Iterator[bytes]:
    """Yields the TMX file in chunks, with one query and constant memory."""
    yield HEAD
    yield f'<tmx version="{VERSION}">\n'.encode()
    yield _bytes(_header(source_language))
    yield b"<body>\n"
    for pair in pairs.iterator(chunk_size=2000):
        yield _bytes(_unit(pair))
    yield b"</body>\n</tmx>\n"


def _bytes(element: Any) -> bytes:
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=False)) + b"\n"


def _header(source_language: str) -> Any:
    return etree.Element(
        "header",
        {
            "creationtool": printable(settings.WAGTAIL_SITE_NAME),
            "creationtoolversion": "1",
            "segtype": "block",
            "o-tmf": "HTML",
            "adminlang": "en",
            "srclang": source_language,
            "datatype": "html",
            "creationdate": _instant(timezone.now()),
        },
    )


def _unit(pair: MemoryPair) -> Any:
    unit = etree.Element("tu", {"tuid": pair.digest[:32], "changedate": _instant(pair.approved_at)})
    said = {"x-document": pair.page_title, "x-page-type": pair.page_type, "x-place": pair.place}
    for kind, text in said.items():
        if text:
            etree.SubElement(unit, "prop", {"type": kind}).text = printable(text)
    source = parse(pair.source_html)
    _variant(unit, pair.source.source_language, source)
    _variant(unit, pair.source.target_language, parse(pair.target_html, pair.source_html))
    return unit


def _instant(instant: Any) -> str:
    """Returns the instant in UTC in TMX format: 20260304T120000Z."""
    return f"{instant:%Y%m%dT%H%M%SZ}"


def _variant(unit: Any, language: str, pieces: list[Piece]) -> None:
    variant = etree.SubElement(unit, "tuv")
    variant.set(XML_LANG, language)
    add_pieces(etree.SubElement(variant, "seg"), pieces)


def add_pieces(segment: Any, pieces: list[Piece]) -> None:
    """Appends text, and codes as `bpt`, `ept` and `ph` with their HTML inside."""
    opened: list[str] = []
    count = 0
    last = None
    for piece in pieces:
        if isinstance(piece, Code):
            count += piece.kind is Kind.OPEN
            last = _code(segment, piece, opened, count)
        elif last is None:
            segment.text = (segment.text or "") + printable(piece)
        else:
            last.tail = (last.tail or "") + printable(piece)


def _code(segment: Any, code: Code, opened: list[str], count: int) -> Any:
    """Appends a code; `i` links start and end, `x` links original and translation."""
    if code.kind is Kind.OPEN:
        opened.append(str(count))
        values = {"i": opened[-1], "x": _number(code.id), "type": _type(code.name)}
        element = etree.SubElement(segment, "bpt", values)
    elif code.kind is Kind.CLOSE:
        element = etree.SubElement(segment, "ept", {"i": opened.pop()})
    else:
        values = {"x": _number(code.id), "type": _type(code.name)}
        element = etree.SubElement(segment, "ph", values)
    element.text = code.tag
    return element


def _type(name: str) -> str:
    return TYPES.get(name, f"x-{name}")


def _number(code_id: str) -> str:
    """Returns the number of a code id ("a2" → "2"), as TMX requires."""
    return "".join(char for char in code_id if char.isdecimal()) or "1"
