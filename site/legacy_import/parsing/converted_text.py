"""Recognises text that a converter wrote: Markdown, reStructuredText, Debian's html2text."""

import re

from markdown_it import MarkdownIt

_LINK = re.compile(r"(?<!\\)\]\((?:[^()\s]|\\.|\([^()]*\))*\)")
_FENCE = re.compile(r"^:::+.*$", re.M)
_ATTRIBUTES = re.compile(r"(?<=[\])])\{[^{}\n]*\}|(?<=\S)[ \t]+\{[#.][^{}\n]*\}[ \t]*$", re.M)
_SPAN = re.compile(
    r"(?<![!\w\]\\])\[([^\[\]]+)\]\{(?P<given>[^{}]*lang=\"(?P<lang>[A-Za-z-]+)\"[^{}]*)\}"
)
_RAISED = re.compile(r"(?<!\^)\^([^\s^]{1,12})\^(?!\^)")
_LOWERED = re.compile(r"(?<!~)~([^\s~]{1,12})~(?!~)")
_SCRIPT = re.compile(r"\]\(javascript:(?:\\.|[^\s()\\]|\(\))*\)", re.I)
_TITLE = re.compile(r"^#{1,6} \S", re.M)
# The line below a table's head, where its rows made none.
_RULER = re.compile(r"^(?:<p>)?(?=.*-)(?=.*\|)[-|: ]{5,}(?:</p>)?$", re.M)
_REFERENCE = re.compile(r"<[^<>\s]+>`_")
# Fewest links that make a text Markdown: a trail has as many.
FEWEST_LINKS = 4

_HEADING = re.compile(r"^(\*{1,6}) (?P<text>\S.*?) \1[ \t]*$", re.M)
_JOINED = re.compile(r"(?<=\S)_+(?=\S)|(?<=\S)_+(?=\s|$)|(?<=\s)_+(?=\S)|^_+(?=\w)", re.M)


def markdown_as_html(text: str) -> str | None:
    """Returns Markdown (also pandoc's and html2text's) as HTML; None if the text is none."""
    links = len(_LINK.findall(text))
    if links < FEWEST_LINKS and not (links and _TITLE.search(text)):
        return None
    text = _SCRIPT.sub("](#)", text)
    text = _SPAN.sub(_span, _FENCE.sub("", text))
    text = _RAISED.sub(r"<sup>\1</sup>", _LOWERED.sub(r"<sub>\1</sub>", text))
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    rendered = _RULER.sub("", parser.render(_ATTRIBUTES.sub("", text)))
    return f"<html><body>{rendered}</body></html>"


def is_restructured(text: str) -> bool:
    """Returns whether the text is reStructuredText, by its links."""
    return len(_REFERENCE.findall(text)) >= FEWEST_LINKS


def _span(found: re.Match[str]) -> str:
    direction = ' dir="rtl"' if 'dir="rtl"' in found["given"] else ""
    return f'<span lang="{found["lang"]}"{direction}>{found[1]}</span>'


def without_signs(text: str) -> str:
    """Returns the text without the signs for headings, links and cells of Debian's html2text.

    It writes “***** Mandate *****”, and underscores for the spaces of links and cells.
    """
    if len(_HEADING.findall(text)) == 0:
        return text
    lines = (line if "://" in line else _JOINED.sub(" ", line) for line in text.split("\n"))
    return _HEADING.sub(r"\n\g<text>\n", "\n".join(lines))
