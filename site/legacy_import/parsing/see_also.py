"""Parses “See also …” lines into references."""

import re
from dataclasses import dataclass
from html import unescape

from legacy_import.parsing.language_vocabulary import SEE_ALSO, kind_of, section_of, session_head
from legacy_import.parsing.text_blocks import Item, Line, Listing, Paragraph
from legacy_import.parsing.text_comparison import plain, strip_tags

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_PARTS = re.compile(r"\s*(?:\||;|•|·|»|\s/\s|,(?!\d))\s*|\s+(?:and|y|et|&|&amp;)\s+(?=[A-ZÀ-Þ])")

# Longer texts are not page names.
LONGEST_NAME = 100
_CONJUNCTIONS = ("and", "or", "y", "e", "o", "et", "ou", "&")


@dataclass(frozen=True)
class Reference:
    """A name in a “See also”, with its address if it was a link."""

    text: str
    address: str = ""
    """The resolved address; empty where the text is not a link."""


def read_see_also(html: str) -> list[Reference] | None:
    """Returns the references after “See also”; None where the line does not begin so."""
    opening = SEE_ALSO.match(plain(strip_tags(html)))
    return references(html, len(opening[0])) if opening else None


def references(html: str, skip: int = 0) -> list[Reference]:
    """Returns the references of a line, after skipping `skip` characters of its text."""
    links = {plain(strip_tags(text)): unescape(href) for href, text in _LINK.findall(html)}
    rest = plain(strip_tags(html))[skip:]
    found = []
    for text, _address in sorted(links.items(), key=lambda link: -len(link[0])):
        # A link's text is one item, whatever it contains.
        rest = rest.replace(text, "|" + text.translate(_HIDE) + "|", 1) if text else rest
    for part in _PARTS.split(rest):
        text = plain((part or "").translate(_SHOW)).strip(" :.,[]()").strip()
        if text and text.lower() not in _CONJUNCTIONS:
            found.extend([Reference(text, links[text])] if text in links else _in_a_row(text))
    return found


def _in_a_row(text: str) -> list[Reference]:
    """Splits “Introduction Agenda Session 1” into three references; other text is one."""
    words = text.split(" ")
    labels: list[str] = []
    place = 0
    while place < len(words):
        ends = range(len(words), place, -1)
        end = next((e for e in ends if _is_label(" ".join(words[place:e]))), None)
        if end is None:
            return [Reference(text)]
        labels.append(" ".join(words[place:end]))
        place = end
    return [Reference(label) for label in labels]


def _is_label(text: str) -> bool:
    session = session_head(text)
    return not session[1] if session else bool(kind_of(text))


_HIDE = str.maketrans({"|": "\ue000", ";": "\ue001", ",": "\ue002", " ": "\ue003", "/": "\ue004",
                       "•": "\ue005", "·": "\ue006", "»": "\ue007", "&": "\ue008"})  # fmt: skip
_SHOW = {ord(hidden): chr(shown) for shown, hidden in _HIDE.items()}


def ends_open(text: str) -> bool:
    """Returns whether the line goes on in the next one."""
    return text.rstrip()[-1:] in "|,;:"


def references_of(item: Item) -> list[Reference]:
    """Returns the references of an item."""
    if isinstance(item, Listing):
        return [
            part
            for entry in item.entries
            for content in entry.content
            if isinstance(content, str)
            for part in references(content)
        ]
    return references(item.html) if isinstance(item, Line | Paragraph) else []


def may_be_named(reference: Reference) -> bool:
    """Returns whether it can be a name of a page or document, by its length."""
    return bool(reference.address) or len(reference.text) <= LONGEST_NAME


def is_page(reference: Reference) -> bool:
    """Returns whether it is certainly a page's name, not the rest of a sentence."""
    is_label = bool(kind_of(reference.text)) or section_of(reference.text) is not None
    return bool(reference.address) or is_label
