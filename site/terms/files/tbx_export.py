"""Writes terms as TBX (ISO 30042), version 2 or 3."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from lxml import etree

from core.text.control_characters import printable
from terms.files.imported_rows import UNCONFIRMED, Row
from terms.files.tbx_names import (
    DIALECT,
    ID_PREFIX,
    NAMESPACE,
    PUBLIC_V2,
    STATUS_NAMES,
    STYLE,
    V2,
    V3,
    XML_LANG,
    Version,
)
from terms.models import Concept, Status
from terms.term_languages import primary

Element = Any


def write(rows: Iterable[Row], version: Version = V3) -> bytes:
    """Returns the TBX document, UTF-8. Rows must be grouped by concept and language."""
    root = _root(version)
    root.set(XML_LANG, primary(settings.LANGUAGE_CODE))
    description = _add(_add(root, version.header), "fileDesc")
    _add(_add(description, "titleStmt"), "title", gettext("Terms of this site"))
    _add(_add(description, "sourceDesc"), "p", settings.WAGTAIL_SITE_NAME)
    body = _add(_add(root, "text"), "body")
    for key, members in groupby(rows, key=lambda row: row.key):
        _add_concept(body, key, list(members), version)
    return bytes(
        etree.tostring(
            root,
            encoding="UTF-8",
            xml_declaration=True,
            pretty_print=True,
            doctype=PUBLIC_V2 if version is V2 else None,
        )
    )


def _root(version: Version) -> Element:
    if version is V2:
        return etree.Element(version.root, {"type": "TBX"})
    values = {"type": DIALECT, "style": STYLE}
    return etree.Element(f"{{{NAMESPACE}}}{version.root}", values, nsmap={None: NAMESPACE})


def _add_concept(body: Element, key: str, rows: list[Row], version: Version) -> None:
    entry = _add(body, version.concept, id=f"{ID_PREFIX}{key}")
    if rows[0].scope == Concept.Scope.LABEL:
        _add(entry, "admin", rows[0].scope, type="projectSubset")
    for language, members in groupby(rows, key=lambda row: row.language):
        section = _add(entry, version.language)
        section.set(XML_LANG, language)
        terms = list(members)
        definition = next((term.definition for term in terms if term.definition), "")
        if definition:
            _add(section, "descrip", definition, type="definition")
        for term in terms:
            _add_term(section, term, version)


def _add_term(section: Element, row: Row, version: Version) -> None:
    element = _add(section, version.term)
    _add(element, "term", row.text)
    if row.abbreviation:
        _add(element, "termNote", "fullForm", type="termType")
    _add(element, "termNote", _status_name(row), type="administrativeStatus")
    for subset in _subsets(row):
        _add(element, "admin", subset, type="projectSubset")
    if row.source:
        _add(element, "admin", row.source, type="source")
    if row.note:
        _add(element, "note", row.note)
    if row.abbreviation:
        short = _add(section, version.term)
        _add(short, "term", row.abbreviation)
        _add(short, "termNote", "abbreviation", type="termType")
        _add(short, "termNote", _status_name(row), type="administrativeStatus")


def _status_name(row: Row) -> str:
    return STATUS_NAMES[row.status or Status.PREFERRED.value]


def _subsets(row: Row) -> list[str]:
    exact = [row.status] if row.status in (Status.OFFICIAL, Status.PREFERRED) else []
    return exact + ([UNCONFIRMED] if row.is_unconfirmed else [])


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Appends a child element in the parent's namespace, and returns it."""
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, etree.QName(namespace, name).text, attributes)
    element.text = printable(text) if text else None
    return element
