"""Resolves links to anchors within the same HTML page."""

import re
from html import unescape

from lxml import etree

_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.S)


def inner_links(html: str, places: dict[str, str]) -> str:
    """Replaces links to anchors by links to the heading there, or by their text."""

    def changed(found: re.Match[str]) -> str:
        fragment = places.get(unescape(found[1]))
        if fragment:
            return f'<a href="#{fragment}">{found[2]}</a>'
        # The link to the top is recognised by its text, later.
        return found[2]

    return _LINK.sub(changed, html)


def anchor_names(element: etree._Element) -> list[str]:
    """Returns the anchor names (`id`, `name`) of an element."""
    return [name for key in ("id", "name") if (name := element.get(key))]
