"""Renders a chapter's Markdown as sanitized HTML whose links and pictures work in the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "code", "em", "h2", "h3", "img", "li", "ol", "p", "strong", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "loading"}}
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def render(text: str, language: str) -> tuple[str, SafeString]:
    """The title, which is the first heading, and the rest as safe HTML."""
    tokens = PARSER.parse(text)
    title, body = _without_title(tokens)
    for token in _all(body):
        if token.type == "image":
            token.attrSet("src", _picture_url(str(token.attrGet("src")), language))
            token.attrSet("loading", "lazy")
        elif token.type == "link_open":
            token.attrSet("href", _chapter_url(str(token.attrGet("href"))))
    html = PARSER.renderer.render(body, PARSER.options, {})
    return title, mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES))  # noqa: S308 - cleaned


def _without_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """Raises ValueError where a chapter does not begin with its title."""
    if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        raise ValueError("A chapter begins with a heading of the first level, its title.")
    return tokens[1].content, tokens[3:]


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _picture_url(address: str, language: str) -> str:
    """`pictures/board.webp`, as it stands in the file, is served by a view."""
    name = address.rpartition("/")[2]
    return reverse("guide_picture", args=[language, name])


def _chapter_url(address: str) -> str:
    """`20-new-conference.md`, as it stands in the file, is a chapter; others stay as they are."""
    if not address.endswith(".md"):
        return address
    return reverse("guide_chapter", args=[address.removesuffix(".md").partition("-")[2]])
