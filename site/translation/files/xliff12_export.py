"""Writes XLIFF 1.2: inline codes as `g` and `x`, matches as `alt-trans`."""

from typing import Any

from lxml import etree

from core.text.control_characters import printable
from translation.files.export_documents import Document, Unit, comment_on, matches_for
from translation.files.xliff_names import (
    DOUBT_12,
    STATES_12,
    TYPES_12,
    V12,
    XML_SPACE,
    is_doubtful,
    state_of,
)
from translation.inline_codes import Code, Kind, Piece, parse
from translation.memory import Match
from translation.models import State


def write(documents: list[Document]) -> bytes:
    """Returns one XLIFF document with a `file` element for each page."""
    root = etree.Element(_name("xliff"), {"version": "1.2"}, nsmap={None: V12})
    matches = matches_for(documents)
    for document in documents:
        file = _add(
            root,
            "file",
            {
                "original": str(document.uuid),
                "source-language": document.source_language,
                "target-language": document.target_language,
                "datatype": "html",
            },
        )
        _add(_add(file, "header"), "note", text=document.trail)
        body = _add(file, "body")
        for unit in document.units:
            _unit(body, unit, document.trail, matches.get((document.pk, unit.id), []))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _unit(body: Any, unit: Unit, trail: str, matches: list[Match]) -> None:
    segment, text = unit.segment, unit.segment.text
    state = state_of(segment)
    approved = "yes" if state == State.APPROVED else "no"
    values = {"id": unit.id, "resname": segment.path, "approved": approved, XML_SPACE: "preserve"}
    if text.limit is not None:
        values |= {"maxwidth": str(text.limit), "size-unit": "char"}
    element = _add(body, "trans-unit", values)
    _pieces(_add(element, "source"), parse(text.source))
    target_state = DOUBT_12 if is_doubtful(segment) else STATES_12[state]
    target = _add(element, "target", {"state": target_state})
    _pieces(target, parse(text.target, text.source))
    _add(element, "note", {"from": "site"}, comment_on(segment, trail))
    if unit.old_source:
        _former(element, unit)
    for match in matches:
        _match(element, match)


def _former(element: Any, unit: Unit) -> None:
    """Adds the earlier original of a stale segment."""
    former = _add(element, "alt-trans", {"alttranstype": "previous-version"})
    _pieces(_add(former, "source"), parse(unit.old_source))
    _pieces(_add(former, "target"), parse(unit.segment.text.target, unit.old_source))


def _match(element: Any, match: Match) -> None:
    values = {"match-quality": str(match.percentage), "origin": printable(match.page_title)}
    found = _add(element, "alt-trans", values)
    _pieces(_add(found, "source"), parse(match.source_html))
    _pieces(_add(found, "target"), parse(match.target_html, match.source_html))


def _pieces(parent: Any, pieces: list[Piece]) -> None:
    here, last = parent, None
    for piece in pieces:
        if isinstance(piece, str):
            add_text(here, last, printable(piece))
        elif piece.kind is Kind.CLOSE:
            here, last = here.getparent(), here
        elif piece.kind is Kind.OPEN:
            here, last = _add(here, "g", _code(piece)), None
        else:
            last = _add(here, "x", _code(piece))


def add_text(parent: Any, last: Any, text: str) -> None:
    """Appends text after the child `last`, or at the beginning of `parent`."""
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _code(code: Code) -> dict[str, str]:
    kind = TYPES_12.get(code.name, f"x-html-{code.name}")
    return {"id": code.id, "ctype": kind, "equiv-text": code.tag}


def _add(
    parent: Any, name: str, values: dict[str, str] | None = None, text: str | None = None
) -> Any:
    element = etree.SubElement(parent, _name(name), values or {})
    element.text = printable(text) if text else None
    return element


def _name(local: str) -> str:
    return f"{{{V12}}}{local}"
