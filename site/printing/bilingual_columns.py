"""Lays out a page and its translation in two columns, block by block.

wagtail-localize keeps the ids of StreamField blocks, and both languages share a template. Blocks
with the same id, or the same position in the template, are put into one row. Lists that each
language sorts alphabetically follow the order of the page's own language.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from lxml import html
from lxml.html import HtmlElement

from core.text.bidi_isolation import direction_of
from printing.link_notes import HEADINGS

CONTAINERS = ("article", "header", "section", "div")
# Classes of elements that introduce the next block, as a heading does.
INTRODUCTORY_CLASSES = ("questions__title",)


def align_columns(left: HtmlElement, right: HtmlElement, languages: tuple[str, str]) -> HtmlElement:
    """Returns one element with a row for each pair of blocks; unpaired blocks have a row of their
    own.

    `languages` are the two language codes. The second language's headings become paragraphs, so
    that the document has one outline.
    """
    pairs = list(_pairs(left, right))
    _demote_headings(right)
    rows = html.Element("div")
    rows.set("class", "pairs")
    for pair in pairs:
        row = html.Element("div")
        row.set("class", "pair pair--heading" if any(map(_introduces_next, pair)) else "pair")
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


def _introduces_next(block: HtmlElement | None) -> bool:
    return block is not None and (
        block.tag in HEADINGS or block.get("class") in INTRODUCTORY_CLASSES
    )


def _with_direction(language: str) -> tuple[str, str]:
    return language, direction_of(language)


def drop_alphabetical_markers(article: HtmlElement) -> None:
    """Removes what makes sense in one alphabet only, such as the letters of a glossary."""
    for mark in article.xpath(".//*[@data-own-order]"):
        mark.drop_tree()


def _pairs(
    left: HtmlElement, right: HtmlElement
) -> Iterator[tuple[HtmlElement | None, HtmlElement | None]]:
    ours = list(_blocks(left))
    theirs = _reorder_like(ours, list(_blocks(right)))
    matcher = SequenceMatcher(
        None, [key for key, _block in ours], [key for key, _block in theirs], autojunk=False
    )
    for _tag, start, end, their_start, their_end in matcher.get_opcodes():
        for mine, other in zip_longest(ours[start:end], theirs[their_start:their_end]):
            yield (mine[1] if mine else None), (other[1] if other else None)


def _reorder_like(
    ours: list[tuple[str, HtmlElement]], theirs: list[tuple[str, HtmlElement]]
) -> list[tuple[str, HtmlElement]]:
    """Returns `theirs` with the blocks that occur once on both sides in the order of `ours`."""
    once = {key for key, count in Counter(key for key, _block in ours).items() if count == 1}
    counts = Counter(key for key, _block in theirs)
    both = {key: block for key, block in theirs if key in once and counts[key] == 1}
    order = iter([(key, both[key]) for key, _block in ours if key in both])
    return [next(order) if key in both else (key, block) for key, block in theirs]


def _blocks(element: HtmlElement, place: str = "") -> Iterator[tuple[str, HtmlElement]]:
    """Yields the innermost blocks with a key that is the same in both languages."""
    for child in list(element):
        if not isinstance(child.tag, str):
            continue
        here = child.get("data-block") or f"{place}/{child.get('class') or child.tag}"
        if child.tag in CONTAINERS and len(child) and not _is_indivisible(child):
            yield from _blocks(child, here)
        else:
            yield f"{here}:{child.tag}", child


def _is_indivisible(element: HtmlElement) -> bool:
    """A container kept as one block: it has text of its own, or is a scrollable table."""
    return bool((element.text or "").strip()) or "table-scroll" in (element.get("class") or "")


def _demote_headings(article: HtmlElement) -> None:
    for heading in list(article.iter(*HEADINGS)):
        heading.set("class", f"{heading.get('class') or ''} as-{heading.tag}".strip())
        heading.tag = "p"
