"""Converts blocks of a legacy page to Wagtail rich text and stream data."""

import re
from html import escape
from typing import Any

from core.blocks.heading_ids import id_from_text
from core.text.foreign_passages import from_html
from legacy_import.parsing.text_blocks import Block, Entry, Grid, Heading, Listing, Paragraph
from legacy_import.parsing.text_comparison import plain

StreamData = list[tuple[str, Any]]

LONGEST_HEADING = 200
LONGEST_CAPTION = 250
_LINK = re.compile(r'<a href="[^"]*">.*?</a>', re.S)


def rich(blocks: list[Block]) -> str:
    """Returns all blocks as one rich text; headings become bold, table rows become lines."""
    return "".join(_fragment(block) for block in blocks)


def _fragment(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<p><b>{re.sub(r'</?b>', '', block.html)}</b></p>"
    if isinstance(block, Paragraph):
        return f"<p>{block.html}</p>"
    if isinstance(block, Listing):
        return listing_html(block)
    caption = [f"<p>{block.caption}</p>"] if block.caption else []
    return "".join([*caption, *(f"<p>{' | '.join(filter(None, row))}</p>" for row in block.rows)])


def title_paragraph(text: str) -> Paragraph:
    """Returns a paragraph of plain text in bold."""
    return Paragraph(f"<b>{escape(text, quote=False)}</b>")


def listing_html(listing: Listing) -> str:
    """Returns `<ul>` or `<ol>`; paragraphs where the labels are not 1, 2, 3…"""
    if not (listing.is_bulleted or listing.is_ordered):
        return "".join(_labelled(entry) for entry in listing.entries)
    name = "ol" if listing.is_ordered else "ul"
    items = "".join(f"<li>{_item(entry)}</li>" for entry in listing.entries)
    return f"<{name}>{items}</{name}>"


def _labelled(entry: Entry) -> str:
    """Returns the item's paragraphs, the first with the label as it was written."""
    first, *rest = entry.content or ("",)
    label = f"{escape(entry.label)} " if entry.label else ""
    if isinstance(first, str):
        head = f"<p>{label}{first}</p>"
    else:
        head = f"<p>{label.strip()}</p>{listing_html(first)}"
    return head + "".join(f"<p>{p}</p>" if isinstance(p, str) else listing_html(p) for p in rest)


def _item(entry: Entry) -> str:
    """Returns an item's text, then its nested lists; Draftail allows no text after those."""
    html = ""
    for part in entry.content:
        if isinstance(part, str):
            html = _with_line(html, part)
        elif part.is_bulleted or part.is_ordered:
            html += listing_html(part)
        else:
            for line in _lines(part):
                html = _with_line(html, line)
    return html


def _with_line(html: str, line: str) -> str:
    if not html:
        return line
    closing = re.search(r"(?:</li></[uo]l>)+$", html)
    if closing is None:
        return f"{html}<br/>{line}"
    # Below a nested list: at the end of its last item.
    return f"{html[: closing.start()]}<br/>{line}{closing[0]}"


def _lines(listing: Listing) -> list[str]:
    """Returns the items of a list with labels of its own, one a line."""
    lines: list[str] = []
    for entry in listing.entries:
        label = f"{escape(entry.label)} " if entry.label else "• "
        for position, part in enumerate(entry.content):
            if isinstance(part, str):
                lines.append(f"{'' if position else label}{part}")
            else:
                lines.extend(_lines(part))
    return lines


# --- Values for a body ----------------------------------------------------------------------


def stream(blocks: list[Block], caption: str) -> StreamData:
    """Returns stream data for a body; `caption` is used for tables without one."""
    result: StreamData = []
    has_section = False
    for block in blocks:
        if isinstance(block, Heading) and _fits_heading(block):
            level = "2" if block.level <= 2 or not has_section else "3"
            has_section = True
            # Links within the page lead to it by this, whatever becomes of the wording.
            ids = id_from_text(block.text)
            heading = {"text": plain_text(block.html), "level": level, "former_ids": ids}
            result.append(("heading", heading))
        elif isinstance(block, Grid):
            result.extend(_table(block, _heading_above(result) or caption))
        elif isinstance(block, Listing) and (simple := _simple_list(block)):
            result.append(simple)
        else:
            _add_text(result, _fragment(block))
    return result


def _fits_heading(block: Heading) -> bool:
    return len(plain_text(block.html)) <= LONGEST_HEADING and "<a " not in block.html


def _heading_above(result: StreamData) -> str:
    name, value = result[-1] if result else ("", None)
    return str(value["text"]) if name == "heading" and value else ""


def _add_text(result: StreamData, html: str) -> None:
    """Adds text, merging adjacent paragraphs into one block."""
    if result and result[-1][0] == "paragraph":
        result[-1] = ("paragraph", result[-1][1] + html)
    else:
        result.append(("paragraph", html))


def _simple_list(listing: Listing) -> tuple[str, list[str]] | None:
    if not (listing.is_bulleted or listing.is_ordered):
        return None
    items = []
    for entry in listing.entries:
        texts = [part for part in entry.content if isinstance(part, str)]
        if len(texts) != len(entry.content):
            return None
        items.append("".join(f"<p>{text}</p>" for text in texts))
    return ("numbered_list" if listing.is_ordered else "bulleted_list", items)


def _table(grid: Grid, caption: str) -> StreamData:
    """Returns a typed table of plain text, followed by its links, which cells cannot hold.

    A caption too long for one stands above.
    """
    head, *rows = [[plain_text(cell) for cell in row] for row in grid.rows]
    own = plain_text(grid.caption)
    is_long = len(own) > LONGEST_CAPTION
    value = {
        "caption": (caption if is_long else own or caption) or "–",
        "columns": [{"type": "text", "heading": text or "–"} for text in head],
        "rows": [{"values": row} for row in rows],
    }
    links = [link for row in grid.rows for cell in row for link in _LINK.findall(cell)]
    before: StreamData = [("paragraph", f"<p>{grid.caption}</p>")] if is_long else []
    after = [("paragraph", "".join(f"<p>{link}</p>" for link in links))]
    return [*before, ("table", value), *(after if links else [])]


def plain_text(html: str) -> str:
    """Returns inline HTML as the plain text of a heading or cell, its passages marked."""
    return plain(from_html(html.replace("<br/>", " ")))
