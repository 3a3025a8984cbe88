"""Renders one page as a part of a printed document and adjusts its headings and ids."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override

from wagtail.models import Page

from lxml import html
from lxml.html import HtmlElement, HTMLParser

from core.pages.print_annexes import Annex
from core.text.control_character_removal import printable
from core.text.foreign_passages import from_html
from printing.link_notes import HEADINGS


# libxml2 stops at some 250 levels, without an error; `huge_tree` lifts the limit. The texts are the
# site's own, sanitized and limited in size.
def fragment(text: str) -> HtmlElement:
    """Returns a `div` with the parsed text."""
    return html.fragment_fromstring(
        printable(text), create_parent="div", parser=HTMLParser(huge_tree=True)
    )


def document(text: str) -> HtmlElement:
    """Returns the root of a whole document."""
    return html.document_fromstring(printable(text), parser=HTMLParser(huge_tree=True))


# Attributes that refer to ids.
REFERENCES = ("aria-labelledby", "aria-describedby", "for")


@dataclass
class Part:
    """A page within a printed document."""

    page: Page
    anchor: str
    depth: int
    """Levels below the document's first page."""
    article: HtmlElement
    number: str = ""
    annex: Annex | None = None
    """What is printed, where that is not the page itself."""

    @property
    def language(self) -> str:
        """The page's language code."""
        return str(self.page.locale.language_code)


def render_article(request: HttpRequest, page: Page, **context: Any) -> HtmlElement:
    """Renders the page's template without the site's chrome, in the page's language."""
    with override(page.locale.language_code):
        values = page.get_context(request)
        values.update(layout="print/part.html", printing=True, **context)
        text = render_to_string(page.get_template(request), values, request)
    return fragment(text)


def annex_part(annex: Annex, root: Page) -> Part:
    """The annex as a part of the section of `root`."""
    part = Part(root, f"annex-{annex.name}", 1, fragment(annex.html), annex=annex)
    shift_headings_below(part.article, part.depth)
    prefix_ids(part.article, part.anchor)
    return part


def numbered_headings(part: Part) -> list[HtmlElement]:
    """All headings of a page; of an annex those outside of articles, which have own numbers."""
    found = list(part.article.iter(*HEADINGS))
    if part.annex is None:
        return found
    within = {
        heading for article in part.article.iter("article") for heading in article.iter(*HEADINGS)
    }
    return [heading for heading in found if heading not in within]


def shift_headings_below(article: HtmlElement, steps: int) -> None:
    """Lowers all headings by `steps` levels; tags end at h6, `data-level` does not."""
    for heading in article.iter(*HEADINGS):
        level = int(heading.tag[1]) + steps
        heading.set("data-level", str(level))
        heading.tag = f"h{min(level, 6)}"


def prefix_ids(article: HtmlElement, anchor: str) -> None:
    """Prefixes ids and references to them with `anchor`."""
    for element in article.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            element.set("id", f"{anchor}-{element.get('id')}")
        if (element.get("href") or "").startswith("#"):
            element.set("href", f"#{anchor}-{element.get('href')[1:]}")
        for name in REFERENCES:
            if element.get(name):
                ids = [f"{anchor}-{value}" for value in element.get(name).split()]
                element.set(name, " ".join(ids))


def first_heading(article: HtmlElement) -> HtmlElement:
    """The page's title. Raises StopIteration where the template has no heading."""
    return next(article.iter(*HEADINGS))


def put_before(heading: HtmlElement, label: str, kind: str, between: str) -> None:
    """Puts a label in a `<span>` of the class `kind` before a heading, with `between` after it."""
    span = html.Element("span")
    span.set("class", kind)
    span.text = label
    span.tail = f"{between}{heading.text or ''}"
    heading.text = None
    heading.insert(0, span)


def prepend_label(heading: HtmlElement, label: str) -> None:
    """Puts a label before a heading: "Session 1 – The scope and rationale…"."""
    put_before(heading, label, "part-label", " – ")


class Counter:
    """Numbers headings: 1, 1.1, 1.2, 2…"""

    def __init__(self) -> None:
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        """Number of the next heading at `level`, from 1; skipped levels count as 1."""
        del self._counts[level:]
        while len(self._counts) < level:
            self._counts.append(0 if len(self._counts) == level - 1 else 1)
        self._counts[-1] += 1
        return ".".join(str(count) for count in self._counts)


def number_heading(heading: HtmlElement, number: str) -> None:
    """Puts the number before the heading's text."""
    put_before(heading, number, "heading-number", " ")


def number_of(heading: HtmlElement) -> str:
    """The number set by `number_heading`."""
    return heading[0].text or ""


def text_of(heading: HtmlElement) -> str:
    """The text of a numbered heading without its number, passages marked."""
    has_passages = any(each.get("lang") or each.get("dir") for each in heading.iter("span"))
    text = from_html(outer_markup(heading)) if has_passages else heading.text_content()
    return str(text.strip().removeprefix(number_of(heading)).strip())


def outer_markup(element: HtmlElement) -> str:
    """The element as HTML."""
    return str(html.tostring(element, encoding="unicode"))


def markup(element: HtmlElement) -> str:
    """The element's content as HTML."""
    inner = [element.text or ""]
    inner += [html.tostring(child, encoding="unicode") for child in element]
    return "".join(inner)
