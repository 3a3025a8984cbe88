"""Writes XLIFF 2.1: inline codes as `pc` and `ph`; matches and glossary in their modules."""

from typing import Any

from lxml import etree

from core.text.control_characters import printable
from translation.files.export_documents import Document, Unit, facts, matches_for, terms_of
from translation.files.xliff12_export import add_text
from translation.files.xliff_names import (
    GLOSSARY,
    MATCHES,
    STATES_2,
    SUB_STATE,
    SUB_TYPES_2,
    V2,
    XML_SPACE,
    is_doubtful,
    state_of,
)
from translation.inline_codes import Code, Kind, Piece, parse
from translation.memory import Match

NAMESPACES = {None: V2, "mtc": MATCHES, "gls": GLOSSARY}
SEGMENT = "s1"


def write(documents: list[Document]) -> bytes:
    """Returns one XLIFF document; all documents must have the same pair of languages."""
    first = documents[0]
    languages = {"srcLang": first.source_language, "trgLang": first.target_language}
    root = etree.Element(_name("xliff"), {"version": "2.1", **languages}, nsmap=NAMESPACES)
    matches = matches_for(documents)
    for number, document in enumerate(documents, 1):
        values = {"id": f"f{number}", "original": str(document.uuid)}
        file = _add(root, "file", values)
        _add(_add(file, "notes"), "note", text=document.trail)
        for unit in document.units:
            _unit(file, unit, document.trail, matches.get((document.pk, unit.id), []))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _unit(file: Any, unit: Unit, trail: str, matches: list[Match]) -> None:
    """Adds a unit in the order of the standard: modules, notes, segment."""
    segment, text = unit.segment, unit.segment.text
    element = _add(file, "unit", {"id": unit.id, "name": segment.path})
    element.set(XML_SPACE, "preserve")
    _matches(element, matches)
    _terms(element, list(terms_of(text)))
    notes = _add(element, "notes")
    for fact in facts(segment, trail):
        _add(notes, "note", {"category": "place"}, fact)
    if unit.old_source:
        _add(notes, "note", {"category": "previous-source"}, unit.old_source)
    values = {"id": SEGMENT, "state": STATES_2[state_of(segment)]}
    if is_doubtful(segment) and values["state"] != "initial":
        values["subState"] = SUB_STATE
    found = _add(element, "segment", values)
    _pieces(_add(found, "source"), parse(text.source))
    if text.target:
        _pieces(_add(found, "target"), parse(text.target, text.source))


def _matches(element: Any, matches: list[Match]) -> None:
    if not matches:
        return
    parent = etree.SubElement(element, f"{{{MATCHES}}}matches")
    for match in matches:
        values = {"ref": f"#{SEGMENT}", "matchQuality": str(match.percentage), "type": "tm"}
        if match.page_title:
            values["origin"] = printable(match.page_title)
        found = etree.SubElement(parent, f"{{{MATCHES}}}match", values)
        _pieces(_add(found, "source"), parse(match.source_html))
        _pieces(_add(found, "target"), parse(match.target_html, match.source_html))


def _terms(element: Any, terms: list[tuple[str, str]]) -> None:
    if not terms:
        return
    parent = etree.SubElement(element, f"{{{GLOSSARY}}}glossary")
    for term, official in terms:
        entry = etree.SubElement(parent, f"{{{GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = printable(term)
        etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = printable(official)


def _pieces(parent: Any, pieces: list[Piece]) -> None:
    here, last = parent, None
    for piece in pieces:
        if isinstance(piece, str):
            add_text(here, last, printable(piece))
        elif piece.kind is Kind.CLOSE:
            here, last = here.getparent(), here
        elif piece.kind is Kind.OPEN:
            end = Code(Kind.CLOSE, piece.name).tag
            values = {"dispStart": piece.tag, "dispEnd": end, **_code(piece)}
            here, last = _add(here, "pc", values), None
        else:
            last = _add(here, "ph", {"disp": piece.tag, **_code(piece)})


def _code(code: Code) -> dict[str, str]:
    values = {"id": code.id, "type": "link" if code.name == "a" else "fmt"}
    sub_type = SUB_TYPES_2.get(code.name)
    return values | ({"subType": sub_type} if sub_type else {})


def _add(
    parent: Any, name: str, values: dict[str, str] | None = None, text: str | None = None
) -> Any:
    element = etree.SubElement(parent, _name(name), values or {})
    element.text = printable(text) if text else None
    return element


def _name(local: str) -> str:
    return f"{{{V2}}}{local}"
