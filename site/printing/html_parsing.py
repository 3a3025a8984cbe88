"""Parses rendered HTML whole, however deeply it is nested.

libxml2 stops at some 250 levels, without an error, and the rest of the text is lost; `huge_tree`
lifts the limit. The texts are the site's own, sanitized and limited in size.
"""

from lxml import html
from lxml.html import HtmlElement, HTMLParser

from core.text.control_characters import printable


def fragment(text: str) -> HtmlElement:
    """Returns a `div` with the parsed text."""
    return html.fragment_fromstring(
        printable(text), create_parent="div", parser=HTMLParser(huge_tree=True)
    )


def document(text: str) -> HtmlElement:
    """Returns the root of a whole document."""
    return html.document_fromstring(printable(text), parser=HTMLParser(huge_tree=True))
