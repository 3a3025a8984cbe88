"""Writes XLIFF 1.2 and 2.1 with inline codes, notes and matches; 2.1 also with a glossary."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from lxml import etree

from core.text.control_character_removal import printable
from translation.checks.translation_segments import Segment
from translation.files.export_data import (
    Document,
    Unit,
    comment_on,
    facts,
    matches_for,
    terms_of,
)
from translation.inline_codes import Code, Kind, Piece, parse
from translation.memory import Match
from translation.models import State

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
V12 = "urn:oasis:names:tc:xliff:document:1.2"
V2 = "urn:oasis:names:tc:xliff:document:2.0"
"""Also for version 2.1."""
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"

# States of unconfirmed texts: pre-translated, or made for an earlier original.
DOUBT_12 = "needs-review-translation"
STATES_12 = {
    State.UNTRANSLATED.value: "needs-translation",
    State.STALE.value: DOUBT_12,
    State.DRAFT.value: "translated",
    State.REVIEW.value: "translated",
    State.APPROVED.value: "final",
}
STATES_2 = STATES_12 | {State.UNTRANSLATED.value: "initial", State.STALE.value: "initial"}
SUB_STATE = "site:needs-review"
"""XLIFF 2: translated, but not confirmed."""
SEGMENT = "s1"
"""XLIFF 2: the id of the only segment of a unit."""

TYPES_12 = {"a": "link", "b": "bold", "i": "italic", "u": "underlined", "br": "lb"}
SUB_TYPES_2 = {"b": "xlf:b", "i": "xlf:i", "u": "xlf:u", "br": "xlf:lb"}

Values = dict[str, str]


class _Writer(ABC):
    """What both versions have in common; a subclass states their names and attributes."""

    namespace: str
    spanning: str
    empty: str

    def write(self, documents: list[Document]) -> bytes:
        """Returns one XLIFF document with a `file` element for each page."""
        root = self.root(documents[0])
        matches = matches_for(documents)
        for number, document in enumerate(documents, 1):
            parent = self.file(root, document, number)
            for unit in document.units:
                self.unit(parent, unit, document.trail, matches.get((document.pk, unit.id), []))
        return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))

    @abstractmethod
    def root(self, first: Document) -> Any:
        """Returns the document's element."""

    @abstractmethod
    def file(self, root: Any, document: Document, number: int) -> Any:
        """Adds the element of a page; returns the parent of its units."""

    @abstractmethod
    def unit(self, parent: Any, unit: Unit, trail: str, matches: list[Match]) -> None:
        """Adds the element of a segment."""

    @abstractmethod
    def code(self, code: Code) -> Values:
        """Returns the attributes of an opening or empty code."""

    def add(self, parent: Any, name: str, values: Values | None = None, text: str = "") -> Any:
        """Adds an element with a text."""
        element = etree.SubElement(parent, f"{{{self.namespace}}}{name}", values or {})
        element.text = printable(text) if text else None
        return element

    def add_texts(
        self, parent: Any, source: str, target: str, values: Values | None = None
    ) -> None:
        """Adds original and translation; `values` are the attributes of the translation."""
        self._add_pieces(self.add(parent, "source"), parse(source))
        self._add_pieces(self.add(parent, "target", values), parse(target, source))

    def _add_pieces(self, parent: Any, pieces: Iterable[Piece]) -> None:
        here, last = parent, None
        for piece in pieces:
            if isinstance(piece, str):
                _add_text(here, last, printable(piece))
            elif piece.kind is Kind.CLOSE:
                here, last = here.getparent(), here
            elif piece.kind is Kind.OPEN:
                here, last = self.add(here, self.spanning, self.code(piece)), None
            else:
                last = self.add(here, self.empty, self.code(piece))


def _add_text(parent: Any, last: Any, text: str) -> None:
    """Appends text after the child `last`, or at the beginning of `parent`."""
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


class Xliff12(_Writer):
    """XLIFF 1.2: inline codes as `g` and `x`, matches as `alt-trans`."""

    namespace, spanning, empty = V12, "g", "x"

    def root(self, first: Document) -> Any:
        """Returns the document's element."""
        return etree.Element(f"{{{V12}}}xliff", {"version": "1.2"}, nsmap={None: V12})

    def file(self, root: Any, document: Document, number: int) -> Any:
        """Adds the element of a page; returns its body."""
        values = {
            "original": str(document.uuid),
            "source-language": document.source_language,
            "target-language": document.target_language,
            "datatype": "html",
        }
        file = self.add(root, "file", values)
        self.add(self.add(file, "header"), "note", text=document.trail)
        return self.add(file, "body")

    def unit(self, parent: Any, unit: Unit, trail: str, matches: list[Match]) -> None:
        """Adds a unit with the earlier original, if it is stale, and matches."""
        segment, text = unit.segment, unit.segment.text
        state = _state_of(segment)
        approved = "yes" if state == State.APPROVED else "no"
        values = {"id": unit.id, "resname": segment.path, "approved": approved}
        values[XML_SPACE] = "preserve"
        if text.limit is not None:
            values |= {"maxwidth": str(text.limit), "size-unit": "char"}
        element = self.add(parent, "trans-unit", values)
        target_state = DOUBT_12 if segment.is_doubtful else STATES_12[state]
        self.add_texts(element, text.source, text.target, {"state": target_state})
        self.add(element, "note", {"from": "site"}, comment_on(segment, trail))
        if unit.old_source:
            former = self.add(element, "alt-trans", {"alttranstype": "previous-version"})
            self.add_texts(former, unit.old_source, text.target)
        for match in matches:
            values = {"match-quality": str(match.percentage), "origin": printable(match.page_title)}
            found = self.add(element, "alt-trans", values)
            self.add_texts(found, match.source_html, match.target_html)

    def code(self, code: Code) -> Values:
        """Returns the attributes of an opening or empty code."""
        kind = TYPES_12.get(code.name, f"x-html-{code.name}")
        return {"id": code.id, "ctype": kind, "equiv-text": code.tag}


class Xliff2(_Writer):
    """XLIFF 2.1: inline codes as `pc` and `ph`; matches and glossary in their modules."""

    namespace, spanning, empty = V2, "pc", "ph"

    def root(self, first: Document) -> Any:
        """Returns the document's element; all documents must have the same pair of languages."""
        languages = {"srcLang": first.source_language, "trgLang": first.target_language}
        namespaces = {None: V2, "mtc": MATCHES, "gls": GLOSSARY}
        return etree.Element(f"{{{V2}}}xliff", {"version": "2.1", **languages}, nsmap=namespaces)

    def file(self, root: Any, document: Document, number: int) -> Any:
        """Adds the element of a page."""
        file = self.add(root, "file", {"id": f"f{number}", "original": str(document.uuid)})
        self.add(self.add(file, "notes"), "note", text=document.trail)
        return file

    def unit(self, parent: Any, unit: Unit, trail: str, matches: list[Match]) -> None:
        """Adds a unit in the order of the standard: modules, notes, segment."""
        segment, text = unit.segment, unit.segment.text
        element = self.add(parent, "unit", {"id": unit.id, "name": segment.path})
        element.set(XML_SPACE, "preserve")
        self._matches(element, matches)
        self._terms(element, list(terms_of(text)))
        notes = self.add(element, "notes")
        for fact in facts(segment, trail):
            self.add(notes, "note", {"category": "place"}, fact)
        if unit.old_source:
            self.add(notes, "note", {"category": "previous-source"}, unit.old_source)
        values = {"id": SEGMENT, "state": STATES_2[_state_of(segment)]}
        if segment.is_doubtful and values["state"] != "initial":
            values["subState"] = SUB_STATE
        found = self.add(element, "segment", values)
        if text.target:
            self.add_texts(found, text.source, text.target)
        else:
            self._add_pieces(self.add(found, "source"), parse(text.source))

    def _matches(self, element: Any, matches: list[Match]) -> None:
        if not matches:
            return
        parent = etree.SubElement(element, f"{{{MATCHES}}}matches")
        for match in matches:
            values = {"ref": f"#{SEGMENT}", "matchQuality": str(match.percentage), "type": "tm"}
            if match.page_title:
                values["origin"] = printable(match.page_title)
            found = etree.SubElement(parent, f"{{{MATCHES}}}match", values)
            self.add_texts(found, match.source_html, match.target_html)

    def _terms(self, element: Any, terms: list[tuple[str, str]]) -> None:
        if not terms:
            return
        parent = etree.SubElement(element, f"{{{GLOSSARY}}}glossary")
        for term, official in terms:
            entry = etree.SubElement(parent, f"{{{GLOSSARY}}}glossEntry")
            etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = printable(term)
            etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = printable(official)

    def code(self, code: Code) -> Values:
        """Returns the attributes of an opening or empty code."""
        values = {"disp": code.tag}
        if code.kind is Kind.OPEN:
            end = Code(Kind.CLOSE, code.name).tag
            values = {"dispStart": code.tag, "dispEnd": end}
        values |= {"id": code.id, "type": "link" if code.name == "a" else "fmt"}
        sub_type = SUB_TYPES_2.get(code.name)
        return values | ({"subType": sub_type} if sub_type else {})


def _state_of(segment: Segment) -> str:
    if not segment.text.target:
        return State.UNTRANSLATED.value
    return segment.state or State.DRAFT.value
