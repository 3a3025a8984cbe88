"""Parses TMX files of any tool; external entities are not resolved."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext

from lxml import etree

from core.safe_xml import (
    OPTIONS,
    RefusedXMLError,
    local_name,
    not_well_formed,
    refuse_entities,
)
from translation.file_language_codes import locale_code
from translation.inline_codes import parse, to_html
from translation.memory.store import NewPair
from translation.models import Origin

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
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
    """Frees the memory of elements that were read."""
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
    dates = [each.get(key) for key in ("changedate", "creationdate") for each in _dated(unit)]
    return {
        "origin": Origin.FILE.value,
        "file_name": name,
        "page_title": said.get("x-document") or "",
        "page_type": said.get("x-page-type") or "",
        "place": said.get("x-place") or "",
        "approved_at": next((date for text in dates if (date := _instant(text))), timezone.now()),
    }


def _dated(unit: Any) -> list[Any]:
    return [unit, *unit.iterchildren("{*}tuv")]


def _instant(text: str | None) -> datetime | None:
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
    """Yields whether a piece is text, and its content."""
    yield True, element.text or ""
    for child in element:
        local = local_name(child)
        if local in CODES:
            code = "".join(child.itertext()).strip()
            yield False, code if _TAG.fullmatch(code) else ""
        else:  # "hi" (highlighted text)
            yield from _content(child)
        yield True, child.tail or ""
