"""Reads HTML into the same items as plain text."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import escape

from django.utils.translation import gettext

from lxml import etree

from core.blocks.heading_ids import id_from_text
from legacy_import.parsing.conference_dates import dates_line
from legacy_import.parsing.html_anchors import anchor_names, inner_links
from legacy_import.parsing.html_cleaning import (
    clean_tree,
    stated_address,
    stated_language,
    take_hidden,
)
from legacy_import.parsing.html_images import picture_name
from legacy_import.parsing.html_tables import data_table_rows, marked_rows, side_columns
from legacy_import.parsing.language_vocabulary import LANGUAGE_NAMES, session_head
from legacy_import.parsing.list_numerals import int_or, number_label
from legacy_import.parsing.text_blocks import (
    Entry,
    Grid,
    Heading,
    Item,
    Line,
    Listing,
    Parsed,
    with_html,
)
from legacy_import.parsing.text_comparison import fold, plain, strip_tags

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "sup": "sup", "sub": "sub"}
TRANSPARENT = {"span", "label"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_EMPTY = re.compile(r"<(b|i|sup|sub|a|span)(?: [^>]*)?>(\s*)</\1>")
# A line in bold of its own, as long as headings are.
_BOLD = re.compile(r"<b>((?:(?!</b>).){1,60})</b>")
_BREAK = "\x00"
Resolve = Callable[[str], str]


def read_html(source: str, resolve: Resolve = lambda href: href) -> Parsed:
    """Returns the page's items; `resolve` makes the addresses of links absolute.

    Raises RefusedError where the HTML is nested too deeply.
    """
    root = clean_tree(source)
    hidden = take_hidden(root)
    _hand_down(root)
    reader = _Reader(resolve, stated_language(source) or _common_language(root))
    reader.walk(root)
    reader.end_paragraph()
    left_out = gettext("A picture was left out: “%(text)s”.")
    return Parsed(
        items=[
            with_html(item, lambda html: inner_links(html, reader.places)) for item in reader.items
        ],
        language=stated_language(source),
        former_address=stated_address(source),
        language_links=_language_links(root, resolve),
        doubts=[left_out % {"text": text} for text in reader.pictures],
        chrome=hidden,
    )


def _language_links(root: etree._Element, resolve: Resolve) -> dict[str, str]:
    links: dict[str, str] = {}
    for link in root.iter("a"):
        code = LANGUAGE_NAMES.get(fold("".join(link.itertext())))
        href = link.get("href", "")
        if code and href and not href.startswith("#"):
            links.setdefault(code, resolve(href))
    return links


def _common_language(root: etree._Element) -> str:
    """Returns the language of most passages that state one; else empty."""
    lengths: Counter[str] = Counter()
    for element in root.iter():
        lengths[_primary(element.get("lang", ""))] += len(plain("".join(element.itertext())))
    lengths.pop("", None)
    return lengths.most_common(1)[0][0] if lengths else ""


def _hand_down(root: etree._Element) -> None:
    """Gives items and cells the language and direction of their list or table."""
    for element in root.iter("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"):
        for child in element:
            for name in ("lang", "dir"):
                if element.get(name) and isinstance(child.tag, str) and not child.get(name):
                    child.set(name, element.get(name))


def _primary(code: str) -> str:
    return re.split("[-_]", code.lower())[0]


class _Reader:
    """Walks the tree recursively; its depth was checked before."""

    def __init__(self, resolve: Resolve, language: str) -> None:
        self.resolve = resolve
        self.language = language
        self.items: list[Item] = []
        self.pictures: list[str] = []
        self.parts: list[str] = []
        self.opened: list[tuple[str, str]] = []
        # Anchor names in the page → fragment of the heading they are at on the new page.
        self.places: dict[str, str] = {}
        self.names: list[str] = []

    def walk(self, element: etree._Element) -> None:
        passage = self.passage(element)
        if passage:
            self.parts.append(passage)
            self.opened.append(("span", passage))
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.enter(child)
            self.text(child.tail)
        if passage:
            self.opened.pop()
            self.parts.append("</span>")

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

    def passage(self, element: etree._Element) -> str:
        """Returns the tag for a passage in another language or direction; else empty."""
        said = {name: element.get(name, "") for name in ("lang", "dir")}
        if not said["lang"] or _primary(said["lang"]) == self.language:
            said["lang"] = ""
        stated = "".join(f' {name}="{escape(value)}"' for name, value in said.items() if value)
        return f"<span{stated}>" if stated else ""

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

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(escape(re.sub(r"[ \t\r\n\f]+", " ", text), quote=False))

    def inline(self, element: etree._Element, name: str, opening: str) -> None:
        if any(name == opened for opened, _opening in self.opened):
            self.walk(element)
            return
        self.parts.append(opening)
        self.opened.append((name, opening))
        self.walk(element)
        self.opened.pop()
        self.parts.append(f"</{name}>")

    def link(self, element: etree._Element) -> None:
        href = element.get("href", "").strip()
        if not href:
            self.walk(element)
            return
        target = href if href.startswith("#") else self.resolve(href)
        self.inline(element, "a", f'<a href="{escape(target)}">')

    def picture(self, element: etree._Element) -> None:
        name = picture_name(element)
        if name and name not in self.pictures:
            self.pictures.append(name)

    def line_break(self) -> None:
        closing = "".join(f"</{name}>" for name, _opening in reversed(self.opened))
        opening = "".join(opening for _name, opening in self.opened)
        self.parts.append(f"{closing}{_BREAK}{opening}")

    def block(self, element: etree._Element, *, bold: bool = False) -> None:
        self.end_paragraph()
        if bold:
            self.inline(element, "b", "<b>")
        else:
            self.walk(element)
        self.end_paragraph()

    def preformatted(self, element: etree._Element) -> None:
        self.end_paragraph()
        for line in "".join(element.itertext()).splitlines():
            self.text(line)
            self.line_break()
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """Closes the current paragraph and its open inline elements."""
        closing = "".join(f"</{name}>" for name, _opening in reversed(self.opened))
        html = "".join([*self.parts, closing])
        self.parts = [opening for _name, opening in self.opened]
        starts = True
        for line in html.split(_BREAK):
            content = tidy(line)
            if content:
                self.items.append(Line(content, 0, starts))
                self.name_anchor(self.items[-1].text)
            starts = not content

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

    def name_anchor(self, text: str, *, is_heading: bool = False) -> None:
        """Maps the anchors passed since the last text to where they are on the new page."""
        head = session_head(text)
        fragment = f"session-{head[0]}" if head else id_from_text(text)
        if head or is_heading:
            self.places.update((name, fragment) for name in self.names)
        self.names.clear()

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
            caption=plain("".join(caption.itertext())) if caption is not None else "",
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
        items = self.inside(element)
        return " ".join(i.html if isinstance(i, Line) else escape(i.text) for i in items)


def tidy(html: str) -> str:
    """Returns the HTML without empty elements and redundant spaces; may be empty."""
    before = None
    while before != html:
        before, html = html, _EMPTY.sub(r"\2", html)
    html = re.sub(r"[ \t]+", " ", html).strip(" \u00a0\u200b")
    return html if plain(strip_tags(html)) else ""
