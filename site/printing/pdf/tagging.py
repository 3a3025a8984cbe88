"""Patches of WeasyPrint's structure tree: what PDF/UA (ISO 14289-1) and screen readers expect.

Imported by the subprocess that renders; it must not import Django.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pydyf

from printing.pdf.accessible_content_stream import is_decoration

# The flag of an annotation that is on paper as on the screen (ISO 32000-1, table 165).
PRINTED = 4
# Elements that may go where they are empty; an empty cell is a cell.
HOLLOW = {"/Span", "/P", "/Div", "/NonStruct"}

Build = Callable[..., Iterator[Any]]


def inner(box: Any) -> Any:
    """Returns the box that an absolutely positioned placeholder stands for, or `box` itself."""
    return getattr(box, "_box", box)


class KnownPages:
    """A PDF whose sheets are all made: the engine lists them anew for each element."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.page_references = pdf.page_references

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pdf, name)


def is_margin(box: Any) -> bool:
    """Returns whether the box is a running head or foot."""
    return hasattr(box, "at_keyword")


def build_complete(build: Build) -> Build:
    """Wraps the function that builds the structure tree of one box and its children."""

    def built(box: Any, parent: Any, pdf: Any, page: int, nums: Any, *rest: Any) -> Iterator[Any]:
        if is_margin(inner(box)):
            return
        pdf = pdf if isinstance(pdf, KnownPages) else KnownPages(pdf)
        first = len(rest[0])
        if inner(box).link_annotation:
            inner(box).link_annotation["F"] = PRINTED
        if is_decoration(inner(box)):
            _keep_annotation(inner(box), parent, pdf, page, rest[0])
            return
        for structure in build(box, parent, pdf, page, nums, *rest):
            _complete(inner(box), structure, parent, pdf)
            _move_area(inner(box), structure, pdf, rest[0])
            link = _link_of(inner(box), structure, parent)
            if link is not None:
                _merge(structure, link, nums, rest[0], first)
            # An element without content says nothing: an anchor, a line to write on.
            elif not (structure["S"] in HOLLOW and not structure["K"]):
                yield structure

    return built


def _keep_annotation(box: Any, parent: Any, pdf: Any, page: int, annotations: list[Any]) -> None:
    """Gives the clickable area of a decoration to the link that it is in."""
    if not box.link_annotation:
        return
    area = pydyf.Dictionary(
        {
            "Type": "/OBJR",
            "Obj": box.link_annotation.reference,
            "Pg": pdf.page_references[page],
        }
    )
    pdf.add_object(area)
    annotations.append((parent.reference, box.link_annotation))
    parent["K"].append(area.reference)


def _move_area(box: Any, structure: Any, pdf: Any, annotations: list[Any]) -> None:
    """Gives the clickable area of an element within a link to the link."""
    if not box.link_annotation or structure["S"] == "/Link":
        return
    link = structure
    while link["S"] not in ("/Link", "/Document"):
        link = pdf.objects[int(link["P"].split()[0])]
    if link["S"] == "/Link":
        area = structure["K"].pop(0)
        link["K"].append(area)
        place = annotations.index((structure.reference, box.link_annotation))
        annotations[place] = (link.reference, box.link_annotation)


def _complete(box: Any, structure: Any, parent: Any, pdf: Any) -> None:
    element = box.element
    if element is not None and box.element_tag == element.tag:
        if element.get("lang") and element.tag not in ("html", "body"):
            structure["Lang"] = pydyf.String(element.get("lang"))
        if structure["S"] == "/TH":
            scope = "/Row" if element.get("scope") == "row" else "/Column"
            structure["A"]["Scope"] = scope
        if element.tag == "abbr" and element.get("title"):
            structure["S"] = "/Span"
            structure["E"] = pydyf.String(element.get("title"))
        if structure["S"] == "/Div" and parent["S"] == "/L":
            _make_list_item(structure, pdf)
    if structure["S"] == "/LI":
        _wrap_in_body(structure, pdf)


def _kids(structure: Any, pdf: Any) -> list[Any]:
    by_reference = {pdf.objects[n].reference: pdf.objects[n] for n in _numbers(structure)}
    return [by_reference.get(kid, kid) for kid in structure["K"]]


def _numbers(structure: Any) -> list[int]:
    return [int(kid.split()[0]) for kid in structure["K"] if not isinstance(kid, int)]


def _make_list_item(structure: Any, pdf: Any) -> None:
    """A group of `<dt>` and `<dd>` in a `<div>`: the first is the label, the rest are the body."""
    structure["S"] = "/LI"
    items = [kid for kid in _kids(structure, pdf) if not isinstance(kid, int)]
    for place, item in enumerate(items):
        if item.get("S") != "/LI":
            continue
        item["S"] = "/Lbl" if place == 0 else "/LBody"
        for body in _kids(item, pdf):
            if not isinstance(body, int) and body.get("S") == "/LBody":
                body["S"] = "/Span" if place == 0 else "/Div"


def _wrap_in_body(item: Any, pdf: Any) -> None:
    """Puts what stands beside the label of a list item into its body."""
    kids = _kids(item, pdf)
    outside = [
        kid for kid in kids if isinstance(kid, int) or kid.get("S") not in ("/Lbl", "/LBody")
    ]
    if not outside:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    labels = [kid for kid in kids if not isinstance(kid, int) and kid.get("S") == "/Lbl"]
    for kid in kids:
        if kid in labels:
            continue
        if not isinstance(kid, int):
            kid["P"] = body.reference
            if kid.get("S") == "/LBody":
                kid["S"] = "/Div"
        body["K"].append(kid if isinstance(kid, int) else kid.reference)
    item["K"] = pydyf.Array([*(label.reference for label in labels), body.reference])


def _link_of(box: Any, structure: Any, parent: Any) -> Any | None:
    """Returns the link that `structure` is a further part of: its next line, or what follows it."""
    if structure["S"] != "/Link":
        return None
    if parent["S"] == "/Link":
        return parent
    # WeasyPrint builds one element for each line of a link.
    known = vars(parent).setdefault("links", {})
    key = (structure["Pg"], box.element)
    if key in known:
        return known[key]
    known[key] = structure
    return None


def _merge(part: Any, link: Any, nums: dict[int, Any], annotations: list[Any], first: int) -> None:
    """Moves content and annotations of `part` into `link`, an element of the same sheet.

    The annotations of `part` come from the place `first` on.
    """
    for number, owner in nums.items():
        if owner == part.reference:
            nums[number] = link.reference
    annotations[first:] = [
        (link.reference if owner == part.reference else owner, annotation)
        for owner, annotation in annotations[first:]
    ]
    link["K"].extend(part["K"])
