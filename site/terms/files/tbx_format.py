"""TBX format of terms (ISO 30042), versions 2 and 3, style DCA.

Version 3 is ISO 30042:2019 (TBX-Basic); version 2 is ISO 30042:2008 (`martif`), which many tools
still read. An uploaded file is untrusted: external entities are not resolved.

TBX-Basic does not distinguish official from preferred terms and has no unconfirmed ones. Both are
kept in `projectSubset`, which is free text in the standard; other tools see preferred terms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from lxml import etree

from core.safe_xml import RefusedXMLError, local_name, parse
from core.text.control_character_removal import one_line, printable
from terms.files.imported_rows import UNCONFIRMED, RefusedFileError, Row
from terms.models import Concept, Status
from terms.term_languages import primary

Element = Any

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
DIALECT = "TBX-Basic"
STYLE = "dca"
PUBLIC_V2 = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'


@dataclass(frozen=True)
class Version:
    """Element names of one version of TBX."""

    root: str
    header: str
    concept: str
    language: str
    term: str
    namespace: str = ""


V3 = Version("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", NAMESPACE)
V2 = Version("martif", "martifHeader", "termEntry", "langSet", "tig")
# In version 2 a term may have its details in a group (`ntig`).
TERM_SECTIONS = (V3.term, V2.term, "ntig")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An id in XML begins with a letter; a key may be a number.
ID_PREFIX = "concept-"

STATUS_NAMES = {
    Status.OFFICIAL.value: "preferredTerm-admn-sts",
    Status.PREFERRED.value: "preferredTerm-admn-sts",
    Status.ADMITTED.value: "admittedTerm-admn-sts",
    Status.FORBIDDEN.value: "deprecatedTerm-admn-sts",
}
# Without "preferredTerm": a term that another tool calls preferred may be official here.
STATUSES = {
    "admittedTerm": Status.ADMITTED.value,
    "deprecatedTerm": Status.FORBIDDEN.value,
    "supersededTerm": Status.FORBIDDEN.value,
}
SHORT_FORMS = {"abbreviation", "acronym"}


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


def read(data: bytes) -> list[Row]:
    """Returns the rows of a TBX file, version 2 or 3.

    Raises RefusedFileError where it is not TBX, or declares entities.
    """
    try:
        root = parse(data)
    except RefusedXMLError as error:
        raise RefusedFileError(str(error)) from error
    if local_name(root) not in (V2.root, V3.root):
        message = gettext(
            "This is not a TBX file: it begins with <%(name)s>, not with <tbx> or <martif>."
        )
        raise RefusedFileError(message % {"name": local_name(root)})
    if (root.get("style") or STYLE).lower() != STYLE:
        raise RefusedFileError(gettext("Only TBX in the style DCA can be read."))
    entries = [
        element for element in root.iter() if local_name(element) in (V2.concept, V3.concept)
    ]
    if not entries:
        raise RefusedFileError(gettext("The file has no concepts."))
    return [row for entry in entries for row in _concept(entry)]


def _concept(entry: Element) -> Iterator[Row]:
    stated = entry.get("id") or ""
    key = stated.removeprefix(ID_PREFIX) or f"line-{entry.sourceline}"
    is_v2 = local_name(entry) == V2.concept
    is_foreign = not stated or (is_v2 and not stated.startswith(ID_PREFIX))
    subsets = _texts(entry, "admin", "projectSubset")
    scope = Concept.Scope.LABEL.value if Concept.Scope.LABEL in subsets else None
    for section in _children(entry, V2.language, V3.language):
        language = primary(section.get(XML_LANG) or section.get("lang") or "")
        common = Row(key=key, language=language, text="", scope=scope, is_key_foreign=is_foreign)
        yield from (row for row in _language(section, common) if row.text or not is_foreign)


def _language(section: Element, common: Row) -> list[Row]:
    """Returns the rows of one language; a short form becomes its term's abbreviation."""
    rows: list[Row] = []
    for section_of_term in _children(section, *TERM_SECTIONS):
        # An `ntig` has the term's details in a `termGrp`.
        element = next(iter(_children(section_of_term, "termGrp")), section_of_term)
        row = _term(element, common)
        is_short = bool(SHORT_FORMS & set(_texts(element, "termNote", "termType")))
        if is_short and rows and not rows[-1].abbreviation:
            rows[-1] = replace(rows[-1], abbreviation=row.text)
        else:
            rows.append(row)
    definition = next(iter(_texts(section, "descrip", "definition")), None)
    if rows and definition:
        rows[0] = replace(rows[0], definition=definition)
    return rows


def _term(element: Element, common: Row) -> Row:
    status, is_unconfirmed = _status(element)
    place = gettext("concept %(key)s, line %(number)s")
    return replace(
        common,
        text=next(iter(_texts(element, "term")), ""),
        status=status,
        is_unconfirmed=is_unconfirmed,
        source=next(iter(_texts(element, "admin", "source")), None),
        note=next(iter(_texts(element, "note")), None),
        place=place % {"key": common.key, "number": element.sourceline},
    )


def _status(element: Element) -> tuple[str | None, bool | None]:
    """Returns (status, is_unconfirmed); None for both where the file does not define them."""
    subsets = set(_texts(element, "admin", "projectSubset"))
    name = next(iter(_texts(element, "termNote", "administrativeStatus")), "")
    status = STATUSES.get(name.removesuffix("-admn-sts"))
    for exact in (Status.OFFICIAL.value, Status.PREFERRED.value):
        if exact in subsets:
            status = exact
    return status, None if status is None else UNCONFIRMED in subsets


def _texts(parent: Element, name: str, kind: str | None = None) -> list[str]:
    """Returns the texts of the children with this name and type, also within groups."""
    groups = [parent, *_children(parent, f"{name}Grp")]
    found = [child for group in groups for child in _children(group, name)]
    return [
        one_line("".join(child.itertext()))
        for child in found
        if kind is None or child.get("type") == kind
    ]


def _children(parent: Element, *names: str) -> list[Element]:
    return [child for child in parent if local_name(child) in names]
