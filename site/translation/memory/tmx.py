"""Writes the translation memory as TMX 1.4b, and reads TMX files of any tool."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from lxml import etree

from core.safe_xml import OPTIONS, RefusedXMLError, local_name, not_well_formed, refuse_entities
from core.text.control_character_removal import printable
from translation.file_language_codes import locale_code
from translation.inline_codes import Code, Kind, Piece, parse, to_html
from translation.memory.store import NewPair
from translation.models import MemoryPair, Origin

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


EVERY_LANGUAGE = "*all*"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
CODES = ("bpt", "ept", "ph", "it", "ut")


class RefusedFileError(Exception):
    """The file cannot be read; the message is displayed to the user."""


def read(file: IO[bytes], name: str) -> Iterator[NewPair]:
    """Yields pairs in languages of the site, in file order, with constant memory.

    Raises RefusedFileError, possibly after some pairs: import them inside a transaction.
    """
    parser = etree.iterparse(file, events=("start", "end"), **OPTIONS)
    try:
        yield from _units(parser, name)
    except etree.XMLSyntaxError as error:
        raise RefusedFileError(str(not_well_formed(error))) from error
    except RefusedXMLError as error:
        raise RefusedFileError(str(error)) from error


def _units(parser: Any, name: str) -> Iterator[NewPair]:
    source_language, is_root = "", True
    for event, element in parser:
        if is_root:
            _check(element)
            is_root = False
        local = local_name(element)
        if event == "start":
            continue
        if local == "header":
            source_language = element.get("srclang") or ""
        elif local == "tu":
            yield from _pairs(element, element.get("srclang") or source_language, name)
            _forget(element)
    if is_root:
        raise RefusedFileError(gettext("The file is empty."))


def _check(root: Any) -> None:
    if local_name(root) != "tmx":
        message = gettext("This is not a TMX file: it begins with <%(name)s>, not with <tmx>.")
        raise RefusedFileError(message % {"name": local_name(root)})
    refuse_entities(root)


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _pairs(unit: Any, source_language: str, name: str) -> Iterator[NewPair]:
    texts = dict(_variants(unit))
    source = locale_code(source_language)
    sources = list(texts) if source_language == EVERY_LANGUAGE else [source]
    values = _values(unit, name)
    for one in sources:
        for other, target in texts.items():
            if one in texts and other != one:
                yield NewPair(
                    source_language=str(one),
                    target_language=other,
                    source_html=texts[one],
                    target_html=target,
                    **values,
                )


def _variants(unit: Any) -> Iterator[tuple[str, str]]:
    """Yields language code → HTML, skipping other languages."""
    for variant in unit.iterchildren("{*}tuv"):
        language = locale_code(variant.get(XML_LANG) or variant.get("lang") or "")
        segment = variant.find("{*}seg")
        if language and segment is not None:
            yield language, _html(segment)


def _values(unit: Any, name: str) -> dict[str, Any]:
    said = {prop.get("type"): (prop.text or "").strip() for prop in unit.iterchildren("{*}prop")}
    dated = [unit, *unit.iterchildren("{*}tuv")]
    dates = [each.get(key) for key in ("changedate", "creationdate") for each in dated]
    return {
        "origin": Origin.FILE.value,
        "file_name": name,
        "page_title": said.get("x-document") or "",
        "page_type": said.get("x-page-type") or "",
        "place": said.get("x-place") or "",
        "approved_at": next(
            (date for text in dates if (date := _read_instant(text))), timezone.now()
        ),
    }


def _read_instant(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _html(segment: Any) -> str:
    """Returns the text with the allowed inline elements; other codes keep only their text.

    A native code contains mark-up as text; a `sub` element inside it is part of the code.
    """
    pieces = [*_content(segment)]
    mark_up = "".join(to_html([text]) if is_text else text for is_text, text in pieces)
    sound = to_html(parse(mark_up))
    text = "".join(text for is_text, text in pieces if is_text)
    return sound if "<" in sound else to_html([" ".join(text.split())])


def _content(element: Any) -> Iterator[tuple[bool, str]]:
    yield True, element.text or ""
    for child in element:
        local = local_name(child)
        if local in CODES:
            code = "".join(child.itertext()).strip()
            yield False, code if _TAG.fullmatch(code) else ""
        else:  # "hi" (highlighted text)
            yield from _content(child)
        yield True, child.tail or ""
