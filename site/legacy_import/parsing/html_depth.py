"""Refuses HTML that is nested too deeply for the parsers."""

import re

from django.utils.translation import gettext

from lxml import etree

from legacy_import.parsing.errors import RefusedError

MAX_DEPTH = 150

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# Void elements, and those whose end tag is often omitted: they do not nest.
_NOT_COUNTED_WORDS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "thead tbody tfoot colgroup option optgroup html head body"
)
_NOT_COUNTED = frozenset(_NOT_COUNTED_WORDS.split())


def check_tags(html: str) -> None:
    """Counts open tags in the source. Raises RefusedError where there are too many."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _NOT_COUNTED:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_DEPTH:
            raise RefusedError(too_deep())


def check_tree(root: etree._Element) -> None:
    """Counts the levels of the tree, without recursion. Raises RefusedError."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH * 2:
            raise RefusedError(too_deep())


def too_deep() -> str:
    """Returns the error's message, translated."""
    return gettext("The page’s markup is nested too deeply.")
