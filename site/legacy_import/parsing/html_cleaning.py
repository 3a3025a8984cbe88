"""Reduces untrusted HTML to a tree of the few elements that hold text; refuses too deep nesting."""

import re

from django.utils.translation import gettext_lazy

import nh3
from lxml import etree, html

from legacy_import.parsing.errors import RefusedError

TAGS = {
    "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "blockquote", "pre", "hr",
    "b", "strong", "i", "em", "cite", "sup", "sub", "a", "span", "address", "center", "section",
    "article", "header", "footer", "nav", "main", "aside", "fieldset", "legend", "figure",
    "figcaption", "form", "img", "dir", "menu", "label", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "name", "id"},
    "ol": {"start", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "img": {"alt", "src", "width", "height"},
    "*": {"id", "lang", "dir", "hidden", "style"},
}
# Elements whose text is not shown.
DROPPED = {"script", "style", "title", "template", "select", "textarea", "noframes"}
# What web archives and converters add.
FOREIGN_IDS = {"wm-ipp-base", "wm-ipp", "wm-ipp-print", "donato"}
SCHEMES = {"http", "https", "mailto", "ftp", "tel"}
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)

MAX_DEPTH = 150
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# Void elements, and those whose end tag is often omitted: they do not nest.
_NOT_COUNTED = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "option", "optgroup", "html", "head", "body",
}  # fmt: skip
TOO_DEEP = gettext_lazy("The page’s markup is nested too deeply.")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)\s*-->", re.I)
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)"
    r"|<!--\s*Saved from (\S+) at \S+ using monolith"
)
_CANONICAL = re.compile(r"<link\b[^>]*\brel=[\"']?canonical[\"']?[^>]*>", re.I)
_BASE = re.compile(r"<base\b[^>]*>", re.I)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]+)", re.I)
_LANG = re.compile(r"<html\b[^>]*?\b(?:xml:)?lang=[\"']?([a-z]{2})", re.I)
_LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|p|div|table|h[1-6]|ul|br)\b", re.I
)


def looks_like_html(name: str, text: str) -> bool:
    """Returns whether the file is HTML, by its name or its content."""
    if name.lower().endswith((".txt", ".text")):
        return bool(re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.I))
    return bool(_LOOKS_LIKE_HTML.search(text))


def stated_address(source: str) -> str:
    """Returns the address that the page says it was saved from; else empty."""
    saved = _SAVED_FROM.search(source[:5000]) or _SINGLE_FILE.search(source[:5000])
    if saved:
        return next(filter(None, saved.groups()))
    for pattern in (_CANONICAL, _BASE):
        tag = pattern.search(source[:20000])
        href = _HREF.search(tag[0]) if tag else None
        if href:
            return href[1]
    return ""


def stated_language(source: str) -> str:
    """Returns the language code in the page's `lang`; else empty."""
    found = _LANG.search(source[:5000])
    return found[1].lower() if found else ""


def clean_tree(source: str) -> etree._Element:
    """Returns the cleaned tree. Raises RefusedError where it is nested too deeply."""
    check_tags(source)
    cleaned = nh3.clean(
        source,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        clean_content_tags=DROPPED,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    parser = html.HTMLParser(huge_tree=False, encoding="utf-8")
    root = html.fromstring(f"<div>{cleaned}</div>".encode(), parser=parser)
    check_tree(root)
    return root


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Keeps of styles only that the element is not seen."""
    if name == "style":
        return "hidden" if _UNSEEN.search(value) else None
    return value


def take_hidden(root: etree._Element) -> list[str]:
    """Removes elements that browsers do not show or web archives added; returns the texts."""
    taken = []
    for element in list(root.iter()):
        is_hidden = element.get("style") or element.get("hidden") is not None
        if element is not root and (is_hidden or element.get("id") in FOREIGN_IDS):
            taken.append(" ".join("".join(element.itertext()).split()))
            element.drop_tree()
    return [text for text in taken if text]


def check_tags(html: str) -> None:
    """Counts open tags in the source. Raises RefusedError where there are too many."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _NOT_COUNTED:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_DEPTH:
            raise RefusedError(TOO_DEEP)


def check_tree(root: etree._Element) -> None:
    """Counts the levels of the tree, without recursion. Raises RefusedError."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH * 2:
            raise RefusedError(TOO_DEEP)
