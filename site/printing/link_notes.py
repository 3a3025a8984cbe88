"""Links on paper: what leads out is numbered and listed, what leads within names its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.utils.translation import gettext

from lxml import html
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNNUMBERED = (*HEADINGS, "nav")


class LinkList:
    """The addresses that a document leads to, each once, in the order of their first mention."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, address: str) -> int:
        return self._numbers.setdefault(address, len(self._numbers) + 1)

    @property
    def addresses(self) -> list[str]:
        return list(self._numbers)


def number_links(root: HtmlElement, base: str, links: LinkList) -> None:
    """Marks each link that leads out of the document with its number in `links`.

    `base` is the full address that relative links start from. Links in headings are left alone:
    a heading leads to what it is about, and a number in it would be read as its own. So are those
    in a `<nav>`, which no paper shows.
    """
    for link in list(root.iter("a")):
        address = urljoin(base, link.get("href") or "#")
        leads_out = urlsplit(address).scheme in ("http", "https")
        leads_on = (link.get("href") or "#").startswith("#") or _is_within(link, UNNUMBERED)
        if leads_out and not leads_on:
            _mark(link, links.number(address))


@dataclass(frozen=True)
class Place:
    """Where a part stands within the document. `number` is empty for the cover."""

    anchor: str
    number: str


def resolve_parts(
    root: HtmlElement, base: str, places: Mapping[str, Place], ids: Collection[str]
) -> None:
    """Turns links to pages that are parts of this document into links within it.

    `places` knows a part by its full address without a fragment, and `ids` all ids there are. The
    style sheet writes the place behind the link: the page where it knows it, else the section.
    """
    for link in root.iter("a"):
        href = link.get("href") or ""
        address, fragment = urldefrag(urljoin(base, href))
        if not href or href.startswith("#") or address not in places:
            continue
        place = places[address]
        passage = f"{place.anchor}-{fragment}"
        link.set("href", f"#{passage if passage in ids else place.anchor}")
        if place.number:
            message = gettext("see section %(number)s")
            link.set("data-see", message % {"number": place.number})


def make_absolute(root: HtmlElement, base: str) -> None:
    """So that links still lead somewhere from a file on a disk."""
    for link in root.iter("a"):
        href = link.get("href") or ""
        if href and not href.startswith("#"):
            link.set("href", urljoin(base, href))


def _is_within(link: HtmlElement, tags: Collection[str]) -> bool:
    return any(ancestor.tag in tags for ancestor in link.iterancestors())


def _mark(link: HtmlElement, number: int) -> None:
    mark = html.Element("sup")
    mark.set("class", "link-mark")
    mark.text = f"[{number}]"
    # What follows the link belongs to it as its tail, and would come before the mark.
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)
