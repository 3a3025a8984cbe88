"""Reads terms from TBX files. The file is untrusted: external entities are not resolved."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from core.safe_xml import RefusedXMLError, parse
from core.safe_xml import local_name as _local
from core.text.control_characters import one_line
from terms.files.imported_rows import UNCONFIRMED, RefusedFileError, Row
from terms.files.tbx_names import (
    ID_PREFIX,
    SHORT_FORMS,
    STATUSES,
    STYLE,
    TERM_SECTIONS,
    V2,
    V3,
    XML_LANG,
)
from terms.models import Concept, Status
from terms.term_languages import primary

Element = Any


def read(data: bytes) -> list[Row]:
    """Returns the rows of a TBX file, version 2 or 3.

    Raises RefusedFileError where it is not TBX, or declares entities.
    """
    try:
        root = parse(data)
    except RefusedXMLError as error:
        raise RefusedFileError(str(error)) from error
    if _local(root) not in (V2.root, V3.root):
        message = gettext(
            "This is not a TBX file: it begins with <%(name)s>, not with <tbx> or <martif>."
        )
        raise RefusedFileError(message % {"name": _local(root)})
    if (root.get("style") or STYLE).lower() != STYLE:
        raise RefusedFileError(gettext("Only TBX in the style DCA can be read."))
    entries = [element for element in root.iter() if _local(element) in (V2.concept, V3.concept)]
    if not entries:
        raise RefusedFileError(gettext("The file has no concepts."))
    return [row for entry in entries for row in _concept(entry)]


def _concept(entry: Element) -> Iterator[Row]:
    stated = entry.get("id") or ""
    key = stated.removeprefix(ID_PREFIX) or f"line-{entry.sourceline}"
    is_v2 = _local(entry) == V2.concept
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
    return [child for child in parent if _local(child) in names]
