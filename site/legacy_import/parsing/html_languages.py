"""Languages of a page and of its passages: links of the language bar, `lang` and `dir`."""

import re
from collections import Counter
from collections.abc import Callable

from lxml import etree

from core.text.foreign_passages import opening_mark
from legacy_import.parsing.language_vocabulary import LANGUAGE_NAMES
from legacy_import.parsing.text_comparison import fold, plain

# Readers of inline text open a passage where it begins, and have it until it ends.
INLINE_ELEMENTS = {
    "a", "b", "br", "cite", "em", "i", "img", "label", "span", "strong", "sub", "sup",
}  # fmt: skip


def language_links(root: etree._Element, resolve: Callable[[str], str]) -> dict[str, str]:
    """Returns language code → address of the links whose text names a language."""
    links: dict[str, str] = {}
    for link in root.iter("a"):
        code = LANGUAGE_NAMES.get(fold("".join(link.itertext())))
        href = link.get("href", "")
        if code and href and not href.startswith("#"):
            links.setdefault(code, resolve(href))
    return links


def common_language(root: etree._Element) -> str:
    """Returns the language that most of the text is stated to be in; empty if it is not stated."""
    lengths: Counter[str] = Counter()
    for element in root.iter():
        lengths[_primary(element.get("lang", ""))] += len(plain("".join(element.itertext())))
    lengths.pop("", None)
    language, length = lengths.most_common(1)[0] if lengths else ("", 0)
    # A passage that alone states its language says nothing of the rest.
    return language if length * 2 > len(plain("".join(root.itertext()))) else ""


def hand_down(root: etree._Element) -> None:
    """Gives every block the language and direction of the one that it stands in."""
    for element in root.iter():
        stated = {name: element.get(name) for name in ("lang", "dir") if element.get(name)}
        for child in element if stated else ():
            if isinstance(child.tag, str) and child.tag not in INLINE_ELEMENTS:
                for name, value in stated.items():
                    child.set(name, child.get(name) or value)


def _primary(code: str) -> str:
    return re.split("[-_]", code.lower())[0]


def passage_tag(element: etree._Element, language: str) -> str:
    """Returns the tag for a passage in another language than the page's, or a direction; or ""."""
    stated = element.get("lang", "").strip().replace("_", "-")
    said = "" if _primary(stated) == language else stated
    return opening_mark(said, element.get("dir", "").strip().lower())
