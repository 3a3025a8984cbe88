"""What ISO 14289-1 asks of the structure of a PDF, as far as a program can tell."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.printing.readers import structure

# Operators that paint (ISO 32000-1, tables 60, 74, 87, 92, 106, 107).
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"}
PRINTED = 4
# ISO 32000-1, 14.8.4.3: what may stand right below lists and tables.
CHILDREN = {
    "/L": {"/L", "/LI", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"},
}
# Empty, these say nothing; readers announce them all the same.
HOLLOW = {"/Span", "/P", "/Div", "/NonStruct", "/Sect", "/Part", "/Art"}
PARENTS = {"/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"}, "/TR": {"/Table", "/THead", "/TBody"}}


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Returns what breaks a rule, each with the number of its clause."""
    return [*_of_document(pdf), *_of_content(pdf), *_of_elements(pdf), *_of_annotations(pdf)]


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "5: no PDF/UA identifier"
        if not metadata.get("dc:title"):
            yield "7.1: no title"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "6.2: not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1: the title is not displayed"
    if not str(root.get("/Lang", "")):
        yield "7.2: no language"


def _of_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All content is tagged or an artifact, and what is tagged is in the structure, once."""
    owned = _marks_of_elements(pdf)
    for number, page in enumerate(pdf.pages):
        drawn, open_marks = set(), list[Any]()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                open_marks.append(_mark(operands))
            elif name == "EMC":
                open_marks.pop()
            elif name in PAINTING:
                known = [mark for mark in open_marks if mark is not None]
                if not known:
                    yield f"7.1: {name} on sheet {number + 1} is neither tagged nor an artifact"
                if "Artifact" in known and len(set(known)) > 1:
                    yield f"7.1: an artifact within tagged content on sheet {number + 1}"
                drawn |= {mark for mark in known if mark != "Artifact"}
        if drawn - owned[page.objgen]:
            yield f"7.1: content on sheet {number + 1} is not in the structure, nor an artifact"


def _mark(operands: Any) -> Any:
    if str(operands[0]) == "/Artifact":
        return "Artifact"
    has_number = len(operands) > 1 and "/MCID" in operands[1]
    return int(operands[1].MCID) if has_number else None


def _marks_of_elements(pdf: pikepdf.Pdf) -> dict[Any, set[int]]:
    owned: dict[Any, set[int]] = defaultdict(set)
    for element in structure(pdf):
        for kid in _kids(element):
            if isinstance(kid, int):
                owned[element.Pg.objgen].add(kid)
    return owned


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _of_elements(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in structure(pdf):
        kind = str(element.S)
        below = {str(kid.S) for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid}
        if below - CHILDREN.get(kind, below):
            yield f"7.2: {below - CHILDREN[kind]} right below {kind}"
        if "/P" in element and str(element.P.get("/S", "")) not in PARENTS.get(
            kind, {str(element.P.get("/S", ""))}
        ):
            yield f"7.2: {kind} below {element.P.S}"
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "7.3: a figure without alternative"
        if kind[:2] == "/H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"7.4.2: {kind} follows a heading of level {level}"
            level = int(kind[2:])
        if kind in HOLLOW and not _kids(element):
            yield f"7.1: {kind} without content"
        if kind == "/TH" and "/Scope" not in element.A:
            yield "7.5: a header without scope"
        if kind == "/Link" and not any(_is_annotation(kid) for kid in _kids(element)):
            yield "7.18.5: a link without annotation"


def _is_annotation(kid: Any) -> bool:
    return not isinstance(kid, int) and kid.get("/Type") == "/OBJR"


def _of_annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    linked = {
        kid.Obj.objgen
        for element in structure(pdf)
        if element.S == "/Link"
        for kid in _kids(element)
        if _is_annotation(kid)
    }
    for page in pdf.pages:
        annotations = list(page.get("/Annots", []))
        if annotations and page.get("/Tabs") != "/S":
            yield "7.18.3: tabs do not follow the structure"
        for annotation in annotations:
            if annotation.Subtype == "/Link" and annotation.objgen not in linked:
                yield "7.18.5: a link outside of the structure"
            if not int(annotation.get("/F", 0)) & PRINTED:
                yield "7.18.1: an annotation that is not on paper"
            if annotation.Subtype == "/Link" and not str(annotation.get("/Contents", "")):
                yield "7.18.5: a link without description"
    for font in {font.objgen: font for font in _fonts(pdf)}.values():
        if "/ToUnicode" not in font:
            yield "7.21.7: a font without Unicode"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.get("/Resources", {}).get("/Font", {}).values()
