"""Lays out and draws one slice of a long document with WeasyPrint.

The numbers of sheets that it refers to are not known at first: it is laid out with estimates, which
are replaced later. The sheets' running heads and feet, bookmarks and the anchors of links
are drawn with the first slice, which has an empty sheet for each sheet of the others (`joining`).
Imported by the processes that render; it must not import Django.
"""

import copy
import gc
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector, TargetLookupItem
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import initialize_page_maker
from weasyprint.layout.background import layout_backgrounds, layout_box_backgrounds
from weasyprint.layout.page import make_all_pages, make_margin_boxes
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, line_size

from printing.pdf.slice_drawing import MarginSheet, Marks, keep_first_bookmarks

# Anchor (an id in the HTML) → number of its sheet; None for one that is on no sheet.
Numbers = Mapping[str, int | None]
NUMBER = re.compile(r"\d+")


@dataclass
class Report:
    """What others must know of a slice that is laid out."""

    sheets: int
    anchors: dict[str, int]
    """Anchor → sheet of this slice, from 0."""
    references: dict[str, int | None]
    """Anchors that it refers to, with the numbers that it has been laid out with."""

    encoded = asdict


class SliceTargets(TargetCollector):
    """Answers `target-counter(attr(href url), page)` with numbers that it has been told."""

    numbers: Numbers
    references: dict[Any, tuple[str, Callable[[], None]]]
    """Box of a reference → the anchor that it names, and what makes its content anew."""

    def lookup_target(
        self, token: Any, source_box: Any, css_token: str, parse_again: Any
    ) -> TargetLookupItem:
        """Returns a target on the sheet with that number."""
        anchor = unquote(urlsplit(source_box.element.get("href", "")).fragment)
        number = self.numbers.get(anchor)
        self.references[source_box] = (anchor, parse_again)
        source_box.missing_link = source_box
        if number is None:
            return TargetLookupItem("undefined")
        item = TargetLookupItem("up-to-date")
        item.target_box = copy.copy(source_box)
        item.target_box.cached_counter_values = {"page": [number]}
        return item

    def cache_target_page_counters(self, *_arguments: Any) -> None:
        """The numbers are not those of this slice's sheets."""


class Slice:
    """The sheets of one slice."""

    def __init__(self, html: Any, context: Any, numbers: Numbers, options: dict[str, Any]) -> None:
        """`context` is WeasyPrint's layout context of the document `html`."""
        self._html = html
        self._options = options
        self._context = context
        self._targets = context.target_collector
        self._targets.__class__ = SliceTargets
        self._targets.numbers, self._targets.references = numbers, {}
        self._root = build_formatting_structure(
            html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            html.base_url,
            self._targets,
            context.counter_style,
            context.footnotes,
        )
        initialize_page_maker(context, self._root)
        self._pages: list[Any] = []
        self._make_pages()

    def report(self) -> Report:
        """What is known of it by now."""
        numbers = self._targets.numbers
        references = {anchor for anchor, _again in self._targets.references.values()}
        return Report(
            len(self._pages),
            {
                anchor: sheet
                for sheet, page in reversed(list(enumerate(self._pages)))
                for box in page.descendants(placeholders=True)
                if (anchor := box.style["anchor"])
            },
            {anchor: numbers.get(anchor) for anchor in sorted(references)},
        )

    def renumber(self, numbers: Numbers) -> None:
        """Replaces the numbers; lays out those sheets again on which their width changes."""
        before, self._targets.numbers = self._targets.numbers, numbers
        changed = {
            box: anchor
            for box, (anchor, _again) in self._targets.references.items()
            if before.get(anchor) != numbers.get(anchor)
        }
        for box in changed:
            self._targets.references[box][1]()
        for sheet, page in enumerate(self._pages):
            for box in page.descendants(placeholders=True):
                anchor = changed.get(box.missing_link)
                if anchor and not _renumbered(box, before.get(anchor), numbers.get(anchor)):
                    self._context.page_maker[sheet][-1]["content_changed"] = True
        self._make_pages()

    def _make_pages(self) -> None:
        made = make_all_pages(self._context, self._root, self._html, self._pages)
        self._pages = list(made)

    def finished(self) -> list[Page]:
        """The sheets without running heads and feet."""
        for page in self._pages:
            page.children = self._content(page)
            layout_backgrounds(page, self._context.get_image_from_uri)
        keep_first_bookmarks(self._pages)
        return [Page(page) for page in self._pages]

    def finished_for_all(self, others: list[Marks]) -> list[Page]:
        """The sheets with running heads and feet; then, empty but for these, all others."""
        total = len(self._pages) + len(others)
        for number, page in enumerate(self._pages, 1):
            page.children = (*self._content(page), *self._margins(page, number, total))
            layout_backgrounds(page, self._context.get_image_from_uri)
        keep_first_bookmarks(self._pages)
        pages = [Page(page) for page in self._pages]
        bare = self._bare_page()
        for number, other in enumerate(others, len(pages) + 1):
            pages.append(MarginSheet(bare, other, partial(self._margin_page, number, total)))
        return pages

    def _content(self, page: Any) -> tuple[Any, ...]:
        root, *areas = page.children
        return root, *(area for area in areas if area.children)

    def _margins(self, page: Any, number: int, total: int) -> Iterator[Any]:
        self._context.current_page = number
        state = ([0], {"page": [number], "pages": [total]}, [{"pages"}], list[Any]())
        return make_margin_boxes(self._context, page, state)

    def _bare_page(self) -> Any:
        page = self._pages[-1].copy()
        page.children = ()
        # The slice that the sheet belongs to draws them.
        page.background = page.canvas_background = None
        return page

    def _margin_page(self, number: int, total: int) -> Any:
        page = self._bare_page()
        page.children = tuple(self._margins(page, number, total))
        for box in page.children:
            layout_box_backgrounds(page, box, self._context.get_image_from_uri)
        return page

    def document(self, pages: list[Page]) -> Document:
        """The document with these sheets; after this, they cannot be laid out again."""
        # Boxes that have not been laid out take as much memory as drawing.
        del self._root, self._context.page_maker, self._targets.references
        self._targets.target_lookup_items.clear()
        self._context.tables.clear()
        gc.collect()
        document = Document(
            pages,
            DocumentMetadata(**get_html_metadata(self._html)),
            self._html.url_fetcher,
            self._context.font_config,
            {},
            self._options["output_intent"],
        )
        document._html = self._html
        return document


def begin(html: Any, numbers: Numbers, options: dict[str, Any]) -> Slice:
    """Lays out the slice `html` with these numbers for its references."""
    context = Document._build_layout_context(html, FontConfiguration(), CounterStyle(), {}, options)
    return Slice(html, context, numbers, options)


def _renumbered(box: Any, before: int | None, number: int | None) -> bool:
    """Replaces the number in a laid out box, where it has one; returns whether it needs no more."""
    for text in list(box.descendants()):
        if not isinstance(text, boxes.TextBox) or not NUMBER.search(text.text):
            continue
        layout = text.pango_layout
        content = layout.text.replace(str(before), str(number))
        if NUMBER.findall(layout.text) != [str(before)] or not number:
            return False
        if _width(text, layout.text) != _width(text, content):
            return False
        text.text, layout.text = text.text.replace(str(before), str(number)), content
    return before is not None


def _width(text: Any, content: str) -> float:
    layout = Layout(text.style, text.pango_layout.justification_spacing)
    layout.set_text(content, justify=True)
    return float(line_size(layout.get_first_line()[0], text.style)[0])
