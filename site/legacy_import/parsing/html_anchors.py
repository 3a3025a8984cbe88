"""Places within a page of HTML that links lead to."""

import re
from html import unescape

from lxml import etree

_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.S)


def inner_links(html: str, places: dict[str, str]) -> str:
    """Links to places of the same page: to the heading there, else their text alone."""

    def changed(found: re.Match[str]) -> str:
        fragment = places.get(unescape(found[1]))
        if fragment:
            return f'<a href="#{fragment}">{found[2]}</a>'
        # The link to the top is recognised by its text, later.
        return found[2]

    return _LINK.sub(changed, html)


def place_names(element: etree._Element) -> list[str]:
    return [name for key in ("id", "name") if (name := element.get(key))]
