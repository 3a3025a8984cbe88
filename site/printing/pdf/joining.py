"""Joins the PDFs of the slices of a document: one structure tree, one set of links and bookmarks.

The first slice's PDF has a sheet for each sheet of the whole document. On those of the other slices
is nothing but running heads and feet, which become a figure that their own sheets draw. Imported by
the processes that render; it must not import Django.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

BEFORE = b"q"
# Screen readers skip what stands in the margins: it is an artifact.
AFTER = b"Q /Artifact BMC /%s Do EMC"


def join(first: Any, others: list[Any], target: Any) -> None:
    """Writes the whole document to the file `target`; the others are files of PDFs, too."""
    with pikepdf.open(first) as pdf:
        joined = _Joined(pdf)
        start = len(pdf.pages) - sum(_sheets(other) for other in others)
        sheet = start
        for other in others:
            with pikepdf.open(other) as its_pdf:
                sheet = joined.add(its_pdf, sheet)
        joined.finish(start)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _sheets(file: Any) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


class _Joined:
    """The first slice's PDF, to which others are added."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._empty = [page.obj for page in pdf.pages]
        self._before = pdf.make_stream(BEFORE)
        tree = pdf.Root.StructTreeRoot
        self._document = tree.K[0]
        # Without a destination are links to other sites.
        self._names = {"", *map(str, self._named_destinations()[::2])}
        # Of the tree from marks and annotations to elements.
        self._owners = dict(_pairs(tree.ParentTree.Nums))
        self._next_annotation = max(self._owners) + 1

    def add(self, other: pikepdf.Pdf, sheet: int) -> int:
        """Adds the slice that begins at `sheet` of the whole, from 0; returns that of the next."""
        first = len(self._pdf.pages)
        # Not `extend`, which warns of named destinations: the first slice has them all.
        for page in other.pages:
            self._pdf.pages.append(page)
        tree = self._pdf.copy_foreign(other.Root.StructTreeRoot)
        owners = dict(_pairs(tree.ParentTree.Nums))
        for number, page in enumerate(self._pdf.pages[first:]):
            self._own(page.obj, sheet + number, owners)
            self._draw_margins(page.obj, self._empty[sheet + number])
        for element in tree.K[0].K:
            element.P = self._document
            self._document.K.append(element)
        return sheet + len(other.pages)

    def _own(self, page: Any, number: int, owners: dict[int, Any]) -> None:
        """Registers the marks and annotations of the sheet under their numbers in the whole."""
        self._owners[number] = owners[int(page.StructParents)]
        page.StructParents = number
        for annotation in list(page.get("/Annots", ())):
            if "/StructParent" not in annotation:
                continue
            owner = owners[int(annotation.StructParent)]
            if str(annotation.get("/Dest", "")) not in self._names:
                _remove(annotation, page, owner)
                continue
            self._owners[self._next_annotation] = owner
            annotation.StructParent = self._next_annotation
            self._next_annotation += 1

    def _draw_margins(self, page: Any, empty: Any) -> None:
        figure = empty.Contents
        figure.Type, figure.Subtype = Name.XObject, Name.Form
        figure.BBox, figure.Resources = empty.MediaBox, empty.Resources
        name = f"/margins{page.StructParents}"
        page.Resources.XObject[name] = figure
        after = self._pdf.make_stream(AFTER % name[1:].encode())
        page.Contents = Array([self._before, page.Contents, after])

    def finish(self, start: int) -> None:
        """Replaces the first slice's empty sheets, from `start` on, by the others' own ones."""
        own = {
            empty.objgen: page.obj
            for empty, page in zip(
                self._empty[start:], self._pdf.pages[len(self._empty) :], strict=True
            )
        }
        destinations: list[Any] = [*self._named_destinations()[1::2], *self._bookmarks()]
        for destination in destinations:
            if destination[0].objgen in own:
                destination[0] = own[destination[0].objgen]
        del self._pdf.pages[start : len(self._empty)]
        owners = [
            each for number in sorted(self._owners) for each in (number, self._owners[number])
        ]
        self._pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array(owners))

    def _named_destinations(self) -> list[Any]:
        """Names and destinations by turns."""
        names = self._pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        return list(names.get("/Names", Array()))

    def _bookmarks(self) -> Iterator[Any]:
        waiting = [self._pdf.Root.get("/Outlines", Dictionary())]
        while waiting:
            item = waiting.pop()
            if "/Dest" in item:
                yield item.Dest
            waiting += [item[key] for key in ("/First", "/Next") if key in item]


def _remove(annotation: Any, page: Any, owner: Any) -> None:
    """Removes a link to an anchor that no sheet has."""
    page.Annots = Array([each for each in page.Annots if each != annotation])
    owner.K = Array([kid for kid in owner.K if getattr(kid, "Obj", None) != annotation])


def _pairs(numbers: Any) -> Iterator[tuple[int, Any]]:
    items = list(numbers)
    for number, owner in zip(items[::2], items[1::2], strict=True):
        yield int(number), owner
