"""Reads plain text of the former site, line by line."""

import re
from html import escape

from django.utils.translation import gettext

from legacy_import.parsing.converter_markup import (
    beyond_site,
    without_labels,
    without_numbers,
    without_signs,
)
from legacy_import.parsing.language_vocabulary import language_of_bar
from legacy_import.parsing.list_markers import is_bare_marker
from legacy_import.parsing.text_blocks import Grid, Item, Line, Parsed
from legacy_import.parsing.trail import read_trail, with_signs, with_trail_joined

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]'’]", re.I)
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPACES = " \t\u00a0\u2007\u202f\u200b\ufeff"
_BLANK = re.compile(f"[{_SPACES}]*")
# A row of a table that Debian's html2text wrote: “|Region|Number|”.
_FRAMED = re.compile(r"^[ \t]*\|((?:[^|\n]*\|)+[^|\n]*)\|[ \t]*$")
TAB = 4
# Fewest columns of a table copied from a browser: two are a label and its text.
FEWEST_COLUMNS = 3


def read_plain_text(text: str) -> Parsed:
    """Returns the text's items."""
    lines, trail = with_trail_joined(_BREAKS.split(text))
    text, addresses = without_numbers("\n".join(lines))
    text = without_labels(without_signs(text))
    items: list[Item] = []
    lines = _with_signs_joined(text.split("\n"))
    starts = True
    position = 0
    while position < len(lines):
        rows = _rows_at(lines, position)
        if rows:
            items.append(Grid(tuple(rows)))
            position += len(rows)
            starts = True
            continue
        line = _line(lines[position], starts=starts)
        if line is not None:
            items.append(line)
        starts = line is None
        position += 1
    lost = gettext("A link leads to %(address)s; only its text was kept.")
    doubts = [lost % {"address": address} for address in beyond_site(addresses)]
    if trail is not None and not trail.is_sure:
        left_out = gettext("The labels of the trail could not be told apart: “%(text)s”.")
        doubts.append(left_out % {"text": trail.text})
    return Parsed(items, chrome=addresses, doubts=doubts)


def _line(raw: str, *, starts: bool) -> Line | None:
    indent = _BLANK.match(raw)
    content = _squeezed(with_signs(raw.strip(_SPACES)))
    width = len((indent[0] if indent else "").expandtabs(TAB))
    return Line(with_links(content), width, starts, is_typed=True) if content else None


def _with_signs_joined(lines: list[str]) -> list[str]:
    """Joins a marker on a line of its own, as browsers copy it, with its text."""
    result: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        following = next(
            (
                i
                for i in range(position + 1, min(position + 3, len(lines)))
                if lines[i].strip(_SPACES)
            ),
            None,
        )
        if following is not None and is_bare_marker(line) and not is_bare_marker(lines[following]):
            line = f"{line.rstrip(_SPACES)} {lines[following].strip(_SPACES)}"
            position = following
        result.append(line)
        position += 1
    return result


def _rows_at(lines: list[str], start: int) -> list[tuple[str, ...]]:
    """Returns the rows of a table of tab-separated or framed cells; empty where none begins."""
    rows: list[tuple[str, ...]] = []
    for line in lines[start:]:
        framed = _FRAMED.match(line)
        parts = framed[1].split("|") if framed else re.split(r"\t+", line.strip(_SPACES))
        cells = tuple(with_links(_squeezed(cell)) for cell in parts)
        is_row = bool(framed) or (len(cells) >= FEWEST_COLUMNS and not is_bare_marker(cells[0]))
        is_frame = bool(language_of_bar(line)) or read_trail(line) is not None
        if not is_row or (rows and len(cells) != len(rows[0])) or is_frame:
            break
        rows.append(cells)
    return rows if len(rows) > 1 else []


def _squeezed(raw: str) -> str:
    """Collapses spaces and tabs; a single no-break space within text is kept."""
    text = re.sub(r"[ \t]+", " ", raw.strip(_SPACES))
    return re.sub(r"\s{2,}", " ", text)


def with_links(text: str) -> str:
    """Returns the text escaped, with web addresses as links."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0]
        target = address if "://" in address else f"http://{address}"
        pieces.append(escape(text[end : found.start()], quote=False))
        pieces.append(f'<a href="{escape(target)}">{escape(address, quote=False)}</a>')
        end = found.end()
    return "".join([*pieces, escape(text[end:], quote=False)])
