"""Reads HTML into the same items as plain text."""

import re
from dataclasses import replace
from html import escape

from django.utils.translation import gettext

from lxml import etree

from legacy_import.parsing.conference_dates import dates_line
from legacy_import.parsing.data_and_layout_tables import data_table_rows, marked_rows, side_columns
from legacy_import.parsing.html_cleaning import (
    clean_tree,
    stated_address,
    stated_language,
    take_hidden,
)
from legacy_import.parsing.html_inline import InlineReader, Resolve, anchor_names, inner_links, tidy
from legacy_import.parsing.html_languages import (
    common_language,
    hand_down,
    language_links,
)
from legacy_import.parsing.list_markers import int_or, number_label
from legacy_import.parsing.text_blocks import (
    Entry,
    Grid,
    Heading,
    Item,
    Line,
    Listing,
    Parsed,
    inline_html,
    with_html,
)
from legacy_import.parsing.text_comparison import plain

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub"}
TRANSPARENT = {"span", "label"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# A line in bold of its own, as long as headings are.
_BOLD = re.compile(r"<b>((?:(?!</b>).){1,60})</b>")


def read_html(source: str, resolve: Resolve = lambda href: href) -> Parsed:
    """Returns the page's items; `resolve` makes the addresses of links absolute.

    Raises RefusedError where the HTML is nested too deeply.
    """
    root = clean_tree(source)
    hidden = take_hidden(root)
    language = stated_language(source) or common_language(root)
    hand_down(root)
    reader = _Reader(resolve, language)
    reader.walk(root)
    reader.end_paragraph()
    left_out = gettext("A picture was left out: “%(text)s”.")
    return Parsed(
        items=[
            with_html(item, lambda html: inner_links(html, reader.places)) for item in reader.items
        ],
        language=stated_language(source),
        former_address=stated_address(source),
        language_links=language_links(root, resolve),
        doubts=[left_out % {"text": text} for text in reader.pictures],
        chrome=hidden,
    )


class _Reader(InlineReader):
    """Walks the tree recursively; its depth was checked before."""

    def walk(self, element: etree._Element) -> None:
        with self.passage(element):
            self.text(element.text)
            for child in element:
                if isinstance(child.tag, str):
                    self.enter(child)
                self.text(child.tail)

    def enter(self, element: etree._Element) -> None:
        tag = element.tag
        self.names.extend(anchor_names(element))
        if tag in INLINE:
            self.inline(element, INLINE[tag], f"<{INLINE[tag]}>")
        elif tag == "a":
            self.link(element)
        elif tag in TRANSPARENT:
            self.walk(element)
        elif tag == "br":
            self.line_break()
        elif tag == "img":
            self.picture(element)
        else:
            self.enter_block(element)

    def enter_block(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in HEADINGS:
            self.heading(element)
        elif tag in ("ul", "ol", "dir", "menu"):
            self.listing(element)
        elif tag == "table" and (marked := marked_rows(element)):
            self.marked_list(marked)
        elif tag == "table" and (rows := data_table_rows(element)):
            self.table(element, rows)
        elif tag == "tr" and (sides := side_columns(element)):
            self.columns(element, sides)
        elif tag == "dt":
            self.block(element, bold=True)
        elif tag == "pre":
            self.preformatted(element)
        else:
            self.block(element)

    def columns(self, row: etree._Element, sides: list[etree._Element]) -> None:
        """Adds the text of a row, then what stands beside it, each part under its heading."""
        for cell in row:
            if isinstance(cell.tag, str) and cell not in sides:
                self.block(cell)
        for cell in sides:
            for item in self.inside(cell):
                head, *rest = item.html.split("<br/>") if isinstance(item, Line) else [""]
                bold = _BOLD.fullmatch(head)
                self.items.append(Heading(bold[1], 2) if bold else item)
                self.items += [Line(line) for line in rest if bold]

    def block(self, element: etree._Element, *, bold: bool = False) -> None:
        self.end_paragraph()
        if bold:
            self.inline(element, "b", "<b>")
        else:
            self.walk(element)
        self.end_paragraph()

    def preformatted(self, element: etree._Element) -> None:
        self.end_paragraph()
        with self.passage(element):
            for line in "".join(element.itertext()).splitlines():
                self.text(line)
                self.line_break()
        self.end_paragraph()

    def heading(self, element: etree._Element) -> None:
        self.end_paragraph()
        names = [*self.names, *(n for each in element.iter() for n in anchor_names(each))]
        inner = self.inside(element)
        lines = [item for item in inner if isinstance(item, Line | Heading)]
        dates = [line for line in lines[1:] if dates_line(line.text) is not None]
        html = " ".join(tidy(line.html) for line in lines if line not in dates)
        if html:
            self.items.append(Heading(html, int(element.tag[1])))
            self.names[:] = names
            self.name_anchor(self.items[-1].text, is_heading=True)
        # A title with the dates below it.
        self.items.extend(dates)
        self.items.extend(item for item in inner if isinstance(item, Listing | Grid))

    def inside(self, element: etree._Element) -> list[Item]:
        """Returns the items within `element`."""
        reader = _Reader(self.resolve, self.language)
        reader.pictures = self.pictures
        reader.names, reader.places = self.names, self.places
        reader.walk(element)
        reader.end_paragraph()
        return reader.items

    def listing(self, element: etree._Element) -> None:
        self.end_paragraph()
        entries: list[Entry] = []
        number = int_or(element.get("start"), 1)
        for child in element:
            if not isinstance(child.tag, str):
                continue
            content = self.entry_content(child)
            if child.tag != "li" and entries:
                entries[-1] = Entry(entries[-1].label, (*entries[-1].content, *content))
            elif content:
                number = int_or(child.get("value"), number)
                label = number_label(number, element.get("type", "1"))
                entries.append(Entry(label if element.tag == "ol" else "", content))
                number += 1
        self.stray_text(element)
        if entries:
            self.items.append(Listing(tuple(entries)))

    def stray_text(self, element: etree._Element) -> None:
        """Adds text between a list's items."""
        for text in [element.text, *(child.tail for child in element)]:
            if text and plain(text):
                self.items.append(Line(escape(plain(text), quote=False)))

    def entry_content(self, element: etree._Element) -> tuple[str | Listing, ...]:
        if element.tag in ("ul", "ol"):
            reader = _Reader(self.resolve, self.language)
            reader.pictures = self.pictures
            reader.listing(element)
            return tuple(item for item in reader.items if isinstance(item, Listing))
        content: list[str | Listing] = []
        for item in self.inside(element):
            if isinstance(item, Listing):
                content.append(item)
            elif isinstance(item, Line) and not item.starts and content:
                content[-1] = f"{content[-1]}<br/>{item.html}"
            elif isinstance(item, Heading):
                content.append(f"<b>{item.html}</b>" if "<b>" not in item.html else item.html)
            elif isinstance(item, Grid):
                content.extend(" ".join(row) for row in item.rows)
            elif isinstance(item, Line):
                content.append(item.html)
        return tuple(content)

    def table(self, element: etree._Element, rows: list[list[etree._Element | None]]) -> None:
        self.end_paragraph()
        caption = element.find("caption")
        grid = Grid(
            rows=tuple(tuple(self.cell(cell) for cell in row) for row in rows),
            caption=self.cell(caption),
        )
        self.items.append(grid)

    def marked_list(self, rows: list[tuple[str, etree._Element]]) -> None:
        """Adds rows that begin with a marker, as lines of a typed list."""
        self.end_paragraph()
        for sign, cell in rows:
            first, *rest = self.inside(cell) or [Line("")]
            opening = escape(sign, quote=False)
            if isinstance(first, Line):
                self.items.append(replace(first, html=f"{opening} {first.html}".strip()))
                self.items.extend(rest)
            else:
                self.items.extend([Line(opening), first, *rest])

    def cell(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        return " ".join(
            inline_html(item) if isinstance(item, Listing) else item.html
            for item in self.inside(element)
            if isinstance(item, Line | Heading | Listing)
        )
