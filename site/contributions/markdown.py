"""Renders participants' Markdown as sanitized HTML.

No raw HTML and no images get in; what markdown-it leaves is cleaned again by nh3.
"""

import re

import nh3
from markdown_it import MarkdownIt

# Arabic writes "and" in one piece with what follows, and Chinese has no spaces: letters of these
# scripts may touch a citation.
_LETTER = r"[^\W\u0600-\u06ff\u3400-\u9fff]"
# `#930` in a text leads to that contribution; the list it stands in knows the address.
CITED = re.compile(rf"(?<!{_LETTER})(?<![#&/])#(\d{{1,9}})(?!{_LETTER})")
TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li", "em", "strong", "a", "s"),
    *("h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# Nothing else is a link: an address without a scheme would lead somewhere else on each page.
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
# A heading of a contribution stands below the contribution's own, which is an h3.
_HEADING = re.compile(r"<(/?)h([1-6])>")


def as_html(text: str) -> str:
    """The cleaned HTML of a text in Markdown."""
    lowered = _HEADING.sub(_lower, _parser().render(text.replace("\0", "")))
    return nh3.clean(
        lowered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )


def quotation(text: str, number: int | None) -> str:
    """The text as a quotation, with the number it is taken from, to be written on below."""
    lines = [f"> {line}".rstrip() for line in text.strip().splitlines()]
    return "\n".join([f"> #{number}:", ">", *lines, "", ""])


def links_in(text: str) -> int:
    """How many links a text has."""
    return as_html(text).count("<a ")


def _parser() -> MarkdownIt:
    """CommonMark without raw HTML and images, with tables, strikethrough and bare addresses."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])


def _lower(heading: re.Match[str]) -> str:
    return f"<{heading[1]}h{min(6, int(heading[2]) + 3)}>"


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "href" and not _ADDRESS.fullmatch(value) else value
