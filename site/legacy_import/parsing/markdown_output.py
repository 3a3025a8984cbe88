"""Writes blocks of a post as Markdown, the form in which contributions are kept."""

import re
from html import unescape

from legacy_import.parsing.text_blocks import Block, Grid, Heading, Listing

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
# At the beginning of a line these would make a list, a heading, a quotation or a line.
_OPENING = re.compile(r"^(\s*)([#+>=-])", re.M)
_FIGURE = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)", re.M)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]*>")


def markdown(blocks: list[Block]) -> str:
    """Returns the blocks as Markdown with the same words."""
    return "\n\n".join(text for block in blocks if (text := _block(block)))


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"### {_inline(block.html)}"
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Grid):
        return _table(block)
    return _inline(block.html)


def _listing(listing: Listing, indent: str = "") -> str:
    lines = []
    for number, entry in enumerate(listing.entries, 1):
        marker = "- " if listing.is_bulleted else f"{number}. "
        label = f"{entry.label} " if entry.label and not listing.is_ordered else ""
        below = indent + " " * len(marker)
        parts = [
            _inline(part).replace("\n", f"\n{below}")
            if isinstance(part, str)
            else _listing(part, below).lstrip()
            for part in entry.content
        ]
        if not (listing.is_bulleted or listing.is_ordered):
            marker = "- "
        lines.append(f"{indent}{marker}{label}" + f"\n\n{below}".join(parts))
    return "\n".join(lines)


def _table(grid: Grid) -> str:
    head, *rows = [[_inline(cell).replace("\n", " ") for cell in row] for row in grid.rows]
    lines = [head, ["---"] * len(head), *rows]
    caption = [f"{_inline(grid.caption)}\n"] if grid.caption else []
    return "\n".join([*caption, *(f"| {' | '.join(row)} |" for row in lines)])


def _inline(html: str) -> str:
    """Returns inline HTML as Markdown; of its marks only links stay."""
    pieces, end = [], 0
    for found in _LINK.finditer(html):
        pieces.append(_escaped(html[end : found.start()]))
        address = unescape(found[1])
        text = _escaped(found[2]).strip()
        is_web = re.fullmatch(r"(?:https?://|mailto:)[^\s<>]+", address)
        pieces.append(f"[{text}](<{address}>)" if is_web and text else _escaped(found[2]))
        end = found.end()
    text = "".join([*pieces, _escaped(html[end:])])
    return _FIGURE.sub(r"\1\\\2", _OPENING.sub(r"\1\\\2", text)).strip()


def _escaped(html: str) -> str:
    text = unescape(_TAG.sub("", html.replace("<br/>", "\n")))
    return _SIGNS.sub(r"\\\1", text).replace("&", "\\&")
