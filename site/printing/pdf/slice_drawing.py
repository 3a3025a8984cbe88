"""What drawing one slice of a long document needs beyond WeasyPrint: links and bookmarks of others.

Imported by the processes that render; it must not import Django.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import pydyf
from weasyprint.document import Page


@dataclass
class Marks:
    """What bookmarks and links need of a sheet of another slice."""

    bookmarks: list[Any]
    anchors: dict[str, Any]

    encoded = asdict


class MarginSheet(Page):
    """A sheet of another slice; its running head and foot are laid out when they are drawn."""

    def __init__(self, bare: Any, marks: Marks, make: Callable[[], Any]) -> None:
        super().__init__(bare)
        self.bookmarks, self.anchors = marks.bookmarks, marks.anchors
        self._page_box: Any = bare
        self._make = make

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draws the running head and foot."""
        bare, self._page_box = self._page_box, self._make()
        super().paint(stream, scale)
        self._page_box = bare


def marks(pages: list[Page]) -> list[Marks]:
    """Takes the bookmarks from the sheets; returns them with their anchors."""
    taken = [Marks(page.bookmarks, page.anchors) for page in pages]
    for page in pages:
        page.bookmarks = []
        # `keep_links` adds anchors of other slices to it.
        page.anchors = dict(page.anchors)
    return taken


def keep_first_bookmarks(pages: list[Any]) -> None:
    """An element on two sheets has one bookmark."""
    seen: set[Any] = set()
    for page in pages:
        for box in page.descendants():
            if box.bookmark_label:
                key = (box.element, box.element_tag)
                if key in seen:
                    box.bookmark_label = ""
                seen.add(key)


def keep_links(pages: list[Page], anchors: set[str]) -> None:
    """Keeps links to anchors of other slices; WeasyPrint drops those without a target."""
    named = {target for page in pages for kind, target, *_ in page.links if kind == "internal"}
    for page in pages:
        named -= page.anchors.keys()
    for anchor in named & anchors:
        pages[0].anchors[anchor] = (0, 0, 0, 0)


def prefix_ids(pdf: Any, prefix: str) -> None:
    """Makes the ids of table headers those of one slice alone: they are numbers of objects."""
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary) or item.get("Type") != "/StructElem":
            continue
        if "ID" in item:
            item["ID"] = pydyf.String(f"{prefix}-{item['ID'].string}")
        attributes = item.get("A", {})
        if "Headers" in attributes:
            headers = (f"{prefix}-{header.string}" for header in attributes["Headers"])
            attributes["Headers"] = pydyf.Array(map(pydyf.String, headers))
