"""Reads the chapters of the editor's guide from Markdown files in `docs/guide/<language>/` as HTML.

A file is named by its place and its slug, for example `20-new-conference.md`; its first heading is
the chapter's title. Pictures stand in `docs/guide/<language>/pictures/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.languages.live_language_middleware import variants

TAGS = {
    "a", "blockquote", "code", "em", "h2", "h3", "img", "li", "ol", "p", "strong", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "loading"}}
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Chapter:
    """A chapter: its slug, its title and its text as HTML."""

    slug: str
    title: str
    html: SafeString
    """Without the title."""


def languages() -> list[str]:
    """Codes of the languages in which there is a guide."""
    return sorted(path.name for path in settings.GUIDE_FOLDER.iterdir() if path.is_dir())


def language_for(code: str) -> str:
    """The language of the guide for somebody who uses the admin in `code`."""
    known = languages()
    return next((each for each in variants(code, known) if each in known), settings.LANGUAGE_CODE)


def chapters(language: str) -> list[Chapter]:
    """In the order of reading. `language` is one of `languages()`."""
    return [_read(path, path.stat().st_mtime_ns) for path in _files(language)]


def chapter(language: str, slug: str) -> Chapter | None:
    """Return the chapter with this slug in a language, or None."""
    return next((each for each in chapters(language) if each.slug == slug), None)


def picture_file(language: str, name: str) -> Path | None:
    """Where a picture is stored; None where there is none of that name."""
    pictures = settings.GUIDE_FOLDER / language / "pictures"
    known = {path.name: path for path in pictures.glob("*.webp")} if language in languages() else {}
    return known.get(name)


def _files(language: str) -> list[Path]:
    return sorted((settings.GUIDE_FOLDER / language).glob("*.md"))


@lru_cache(maxsize=100)
def _read(path: Path, _changed: int) -> Chapter:
    """`_changed` is when the file was last written, so that a change is seen at once."""
    title, html = render(path.read_text(encoding="utf-8"), language=path.parent.name)
    return Chapter(path.stem.partition("-")[2], title, html)


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
