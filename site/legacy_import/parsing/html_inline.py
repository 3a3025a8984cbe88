"""Reads text and inline elements of HTML into lines: links, anchors, names of pictures."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from core.blocks.heading_ids import id_from_text
from legacy_import.parsing.html_languages import passage_tag
from legacy_import.parsing.language_vocabulary import is_printer_link, is_top_link, session_head
from legacy_import.parsing.text_blocks import Item, Line
from legacy_import.parsing.text_comparison import plain, strip_tags

_EMPTY = re.compile(r"<(b|i|sup|sub|a|span)(?: [^>]*)?>(\s*)</\1>")
_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.S)
# Smaller images (pixels) were spacers.
SMALLEST = 20
_ORNAMENT = re.compile(
    r"(?:^|[_.-])(?:spacer|blank|clear|transparent|pixel|dot|bullet|arrow|line|up|top|print|logo)"
    r"(?:[_.\d-]|$)",
    re.I,
)
_BREAK = "\x00"
Resolve = Callable[[str], str]


class InlineReader(ABC):
    """Collects pieces of HTML, and ends lines and paragraphs."""

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

    @abstractmethod
    def walk(self, element: etree._Element) -> None:
        """Reads what is within the element."""

    def text(self, text: str | None) -> None:
        """Adds a text, its white space collapsed."""
        if text:
            self.parts.append(escape(re.sub(r"[ \t\r\n\f]+", " ", text), quote=False))

    def inline(self, element: etree._Element, name: str, opening: str) -> None:
        """Adds what the element holds between two tags; within the same tags, without them."""
        if any(name == opened for opened, _opening in self.opened):
            self.walk(element)
            return
        self.parts.append(opening)
        self.opened.append((name, opening))
        self.walk(element)
        self.opened.pop()
        self.parts.append(f"</{name}>")

    @contextmanager
    def passage(self, element: etree._Element) -> Iterator[None]:
        """What is read within is in the element's language; the same is not said twice."""
        spans = [tag for name, tag in self.opened if name == "span"]
        # Within a passage, one in the page's own language says so.
        opening = passage_tag(element, "" if spans else self.language)
        if not opening or spans[-1:] == [opening]:
            yield
            return
        self.parts.append(opening)
        self.opened.append(("span", opening))
        yield
        self.opened.pop()
        self.parts.append("</span>")

    def link(self, element: etree._Element) -> None:
        """Adds a link, its address made absolute."""
        href = element.get("href", "").strip()
        if not href:
            self.walk(element)
            return
        target = href if href.startswith("#") else self.resolve(href)
        self.inline(element, "a", f'<a href="{escape(target)}">')

    def picture(self, element: etree._Element) -> None:
        """Notes the name of a picture."""
        name = picture_name(element)
        if name and name not in self.pictures:
            self.pictures.append(name)

    def line_break(self) -> None:
        """Ends the line; open elements go on in the next."""
        closing = "".join(f"</{name}>" for name, _opening in reversed(self.opened))
        opening = "".join(opening for _name, opening in self.opened)
        self.parts.append(f"{closing}{_BREAK}{opening}")

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

    def name_anchor(self, text: str, *, is_heading: bool = False) -> None:
        """Maps the anchors passed since the last text to where they are on the new page."""
        head = session_head(text)
        fragment = f"session-{head[0]}" if head else id_from_text(text)
        if head or is_heading:
            self.places.update((name, fragment) for name in self.names)
        self.names.clear()


def tidy(html: str) -> str:
    """Returns the HTML without empty elements and redundant spaces; may be empty."""
    before = None
    while before != html:
        before, html = html, _EMPTY.sub(r"\2", html)
    html = re.sub(r"[ \t]+", " ", html).strip(" \u00a0\u200b")
    return html if plain(strip_tags(html)) else ""


def inner_links(html: str, places: dict[str, str]) -> str:
    """Replaces links to anchors by links to the heading there, or by their text."""

    def changed(found: re.Match[str]) -> str:
        fragment = places.get(unescape(found[1]))
        # The link to the top is recognised by its text, later.
        return f'<a href="#{fragment}">{found[2]}</a>' if fragment else found[2]

    return _LINK.sub(changed, html)


def anchor_names(element: etree._Element) -> list[str]:
    """Returns the anchor names (`id`, `name`) of an element."""
    return [name for key in ("id", "name") if (name := element.get(key))]


def picture_name(element: etree._Element) -> str:
    """Returns alternative text and file name; empty for images without meaning."""
    described = plain(element.get("alt", ""))
    path = PurePosixPath(_path(element.get("src", "")))
    around = element.getparent()
    said = plain("".join(around.itertext())) if around is not None and around.tag == "a" else ""
    if any(is_top_link(text) or is_printer_link(text) for text in (described, said)):
        return ""
    sizes = [element.get(name, "") for name in ("width", "height")]
    is_small = any(size.isdecimal() and int(size) <= SMALLEST for size in sizes)
    is_ornament = is_small or _ORNAMENT.search(path.stem) is not None
    if not described and (is_ornament or not path.name):
        return ""
    return f"{described} ({path.name})" if described and path.name else described or path.name


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
