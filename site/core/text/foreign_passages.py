"""Passages in another language within plain text, as headings and tables hold it.

A passage is marked as in HTML: `<span lang="fr">…</span>`, with `dir` where that is stated. Such
text knows no other mark-up; whatever else looks like a tag stands for itself.
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

# The feature of the editor of rich text that keeps passages (`core.text.foreign_passage_feature`).
FEATURE = "passage"
# As BCP 47 writes a language: "fr", "pt-BR", "zh-Hans".
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
DIRECTIONS = ("ltr", "rtl", "auto")
_LANGUAGE = f'lang="{LANGUAGE_TAG.pattern}"'
_DIRECTION = f'dir="(?:{"|".join(DIRECTIONS)})"'
_MARK = re.compile(rf"(<span(?: {_LANGUAGE}| {_DIRECTION}){{1,2}}>|</span>)")


def with_passages(features: list[str] | None) -> list[str] | None:
    """Returns the features of a rich text, with passages; None stands for Wagtail's default."""
    return features if features is None or FEATURE in features else [*features, FEATURE]


def opening_mark(language: str, direction: str) -> str:
    """Returns the start of a passage; empty where neither is a valid value."""
    said = f' lang="{language}"' if LANGUAGE_TAG.fullmatch(language) else ""
    said += f' dir="{direction}"' if direction in DIRECTIONS else ""
    return f"<span{said}>" if said else ""


def passages_html(text: str) -> SafeString:
    """Returns the text as HTML, escaped but for the marks of its passages."""
    pieces = _pieces(text)
    html = (piece if number % 2 else escape(piece) for number, piece in enumerate(pieces))
    return mark_safe("".join(html))  # noqa: S308 - texts are escaped, marks are of one form


def without_marks(text: str) -> str:
    """Returns the text without the marks of passages."""
    return "".join(_pieces(text)[::2])


def from_html(html: str) -> str:
    """Returns inline HTML as plain text that keeps the marks of passages, and no other tag."""
    return _text_of(BeautifulSoup(html, "html.parser"))


def words_of_passages(html: str) -> set[str]:
    """Returns the words of each passage of an HTML, with single spaces."""
    soup = BeautifulSoup(html, "html.parser")
    return {words_of(passage) for passage in soup.find_all("span") if passage.attrs}


def words_of(passage: Tag) -> str:
    """Returns the words of an element, with single spaces."""
    return " ".join(passage.get_text().split())


def _pieces(text: str) -> list[str]:
    """Returns texts and, at odd places, marks; the whole text where marks are not in pairs."""
    if "<span " not in text:
        return [text]
    pieces = _MARK.split(text)
    depth = 0
    for mark in pieces[1::2]:
        depth += -1 if mark == "</span>" else 1
        if depth < 0:
            return [text]
    return pieces if depth == 0 else [text]


def _text_of(element: Tag) -> str:
    parts = []
    for child in element.children:
        if isinstance(child, NavigableString):
            parts.append(str(child))
        elif isinstance(child, Tag):
            inner = "\n" if child.name == "br" else _text_of(child)
            mark = opening_mark(str(child.get("lang", "")), str(child.get("dir", "")))
            is_passage = child.name == "span" and mark and inner.strip()
            parts.append(f"{mark}{inner}</span>" if is_passage else inner)
    return "".join(parts)
