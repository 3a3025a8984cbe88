"""Numbers external links for paper and turns links between parts into cross-references."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.utils.translation import gettext

from lxml import html
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNNUMBERED = (*HEADINGS, "nav")


class NumberedLinks:
    """URLs that a document links to, each once, numbered by first occurrence."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, address: str) -> int:
        """The number of the URL, from 1."""
        return self._numbers.setdefault(address, len(self._numbers) + 1)

    @property
    def addresses(self) -> list[str]:
        """All URLs in the order of their numbers."""
        return list(self._numbers)


def number_links(root: HtmlElement, base: str, links: NumberedLinks) -> None:
    """Adds the number in `links` behind each external link.

    `base` is the absolute URL that relative links start from. Links in headings and in `<nav>` are
    skipped.
    """
    for link in list(root.iter("a")):
        address = urljoin(base, link.get("href") or "#")
        leads_out = urlsplit(address).scheme in ("http", "https")
        leads_on = (link.get("href") or "#").startswith("#") or any(
            ancestor.tag in UNNUMBERED for ancestor in link.iterancestors()
        )
        if leads_out and not leads_on:
            _add_number(link, links.number(address))


@dataclass(frozen=True)
class Place:
    """Position of a part in the document; `number` is empty for the cover."""

    anchor: str
    number: str


def link_to_parts(
    root: HtmlElement, base: str, places: Mapping[str, Place], ids: Collection[str]
) -> None:
    """Turns links to pages of this document into internal links, marked "see section …".

    `places` maps absolute URLs without fragment to parts; `ids` are all ids in the document. The
    style sheet shows the page number instead where it can.
    """
    for link in root.iter("a"):
        href = link.get("href") or ""
        address, fragment = urldefrag(urljoin(base, href))
        if not href or href.startswith("#") or address not in places:
            continue
        place = places[address]
        target = f"{place.anchor}-{fragment}"
        link.set("href", f"#{target if target in ids else place.anchor}")
        if place.number:
            message = gettext("see section %(number)s")
            link.set("data-see", message % {"number": place.number})


def make_absolute(root: HtmlElement, base: str) -> None:
    """Makes links absolute, for files that are read offline."""
    for link in root.iter("a"):
        href = link.get("href") or ""
        if href and not href.startswith("#"):
            link.set("href", urljoin(base, href))


def _add_number(link: HtmlElement, number: int) -> None:
    mark = html.Element("sup")
    mark.set("class", "link-mark")
    mark.text = f"[{number}]"
    # lxml keeps the text after the link as its tail; it must follow the number.
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)
