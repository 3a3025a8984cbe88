"""Two languages in two columns, block beside block.

Translations share the structure of their original: wagtail-localize keeps the ids of the blocks,
and a page's template is one for all languages. So each article is taken apart into its blocks, and
those with the same id, or in the same place of the template, stand in one row. What each language
sorts by its own alphabet follows the order of the page's own language.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import get_language_info

from lxml import html
from lxml.html import HtmlElement

from printing.link_notes import HEADINGS

CONTAINERS = ("article", "header", "section", "div")
# What leads to the block after it, as a heading does, without being one.
LEADS = ("questions__title",)


def set_beside(left: HtmlElement, right: HtmlElement, languages: tuple[str, str]) -> HtmlElement:
    """One element with a row for each pair of blocks; a block without its pair stands alone.

    The second language's headings become paragraphs: the document has one outline, that of its
    own language.
    """
    for article in (left, right):
        _drop_marks_of_order(article)
    pairs = list(_pairs(left, right))
    _demote_headings(right)
    rows = html.Element("div")
    rows.set("class", "pairs")
    for pair in pairs:
        row = html.Element("div")
        row.set("class", "pair pair--heading" if any(map(_leads_on, pair)) else "pair")
        for block, (language, direction) in zip(pair, map(_with_direction, languages), strict=True):
            cell = html.Element("div")
            cell.set("class", "pair__side")
            cell.set("lang", language)
            cell.set("dir", direction)
            if block is not None:
                block.tail = None
                cell.append(block)
            row.append(cell)
        rows.append(row)
    return rows


def _leads_on(block: HtmlElement | None) -> bool:
    return block is not None and (block.tag in HEADINGS or block.get("class") in LEADS)


def _with_direction(language: str) -> tuple[str, str]:
    return language, "rtl" if get_language_info(language)["bidi"] else "ltr"


def _drop_marks_of_order(article: HtmlElement) -> None:
    """Without what only makes sense in one alphabet, as the letters of a glossary."""
    for mark in article.xpath(".//*[@data-own-order]"):
        mark.drop_tree()


def _pairs(
    left: HtmlElement, right: HtmlElement
) -> Iterator[tuple[HtmlElement | None, HtmlElement | None]]:
    ours = list(_blocks(left))
    theirs = _in_order_of(ours, list(_blocks(right)))
    matcher = SequenceMatcher(
        None, [key for key, _block in ours], [key for key, _block in theirs], autojunk=False
    )
    for _tag, start, end, their_start, their_end in matcher.get_opcodes():
        for mine, other in zip_longest(ours[start:end], theirs[their_start:their_end]):
            yield (mine[1] if mine else None), (other[1] if other else None)


def _in_order_of(
    ours: list[tuple[str, HtmlElement]], theirs: list[tuple[str, HtmlElement]]
) -> list[tuple[str, HtmlElement]]:
    """`theirs`, where the blocks that both sides have once stand in the order of `ours`."""
    once = {key for key, count in Counter(key for key, _block in ours).items() if count == 1}
    counts = Counter(key for key, _block in theirs)
    both = {key: block for key, block in theirs if key in once and counts[key] == 1}
    order = iter([(key, both[key]) for key, _block in ours if key in both])
    return [next(order) if key in both else (key, block) for key, block in theirs]


def _blocks(element: HtmlElement, place: str = "") -> Iterator[tuple[str, HtmlElement]]:
    """The innermost blocks, each with what identifies it in both languages."""
    for child in list(element):
        if not isinstance(child.tag, str):
            continue
        here = child.get("data-block") or f"{place}/{child.get('class') or child.tag}"
        if child.tag in CONTAINERS and len(child) and not _is_whole(child):
            yield from _blocks(child, here)
        else:
            yield f"{here}:{child.tag}", child


def _is_whole(element: HtmlElement) -> bool:
    """A container that is read as one: text of its own, or a table that may be scrolled."""
    return bool((element.text or "").strip()) or "table-scroll" in (element.get("class") or "")


def _demote_headings(article: HtmlElement) -> None:
    for heading in list(article.iter(*HEADINGS)):
        heading.set("class", f"{heading.get('class') or ''} as-{heading.tag}".strip())
        heading.tag = "p"
