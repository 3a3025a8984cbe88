"""Distinguishes data tables from layout tables."""

import re

from lxml import etree

from legacy_import.parsing.list_markers import is_bare_marker
from legacy_import.parsing.text_comparison import plain

MAX_CELL = 300
MAX_COLUMNS = 12
_STRUCTURE = {"table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "pre", "form", "img"}
_LISTS = {"ul", "ol"}
_CHROME = re.compile(r"english|español|français|printer-friendly|see also|\|", re.I)

Rows = list[list[etree._Element | None]]


def data_table_rows(table: etree._Element) -> Rows:
    """Returns the cells by row, padded to one width; empty for a layout table."""
    structure = _STRUCTURE - _LISTS if table.find(".//th") is not None else _STRUCTURE
    if any(element is not table and element.tag in structure for element in table.iter()):
        return []
    rows = [row for row in _with_row_spans(table) if any(_text(cell) for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or not 2 <= width <= MAX_COLUMNS or not all(map(_is_data, rows)):
        return []
    if any(len([cell for cell in row if cell is not None]) < 2 for row in rows[:1]):
        return []
    return [row + [None] * (width - len(row)) for row in rows]


def marked_rows(table: etree._Element) -> list[tuple[str, etree._Element]]:
    """Returns (marker, cell) of each row where a table lays out a list; else empty."""
    rows = [[cell for cell in _cells(row) if cell is not None] for row in table.iter("tr")]
    rows = [row for row in rows if any(_text(cell) for cell in row)]
    if not rows or any(len(row) != 2 or not is_bare_marker(_text(row[0])) for row in rows):
        return []
    if any(element is not table and element.tag == "table" for element in table.iter()):
        return []
    return [(_text(sign), cell) for sign, cell in rows]


def _with_row_spans(table: etree._Element) -> Rows:
    """Returns the rows with None where a cell above spans them."""
    rows: Rows = []
    reaching: dict[int, int] = {}
    for row in table.iter("tr"):
        cells = iter(_cells(row))
        placed: list[etree._Element | None] = []
        while len(placed) < MAX_COLUMNS * 2:
            if reaching.get(len(placed), 0):
                reaching[len(placed)] -= 1
                placed.append(None)
                continue
            try:
                cell = next(cells)
            except StopIteration:
                break
            reaching[len(placed)] = _span(cell, "rowspan") - 1 if cell is not None else 0
            placed.append(cell)
        rows.append(placed)
    return rows


def _span(cell: etree._Element, name: str) -> int:
    span = cell.get(name, "1")
    return max(int(span), 1) if re.fullmatch(r"\d{1,3}", span) else 1


def _cells(row: etree._Element) -> list[etree._Element | None]:
    """Returns an entry for each column; None where a cell spans it."""
    cells: list[etree._Element | None] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            cells.extend([cell, *[None] * (min(_span(cell, "colspan"), MAX_COLUMNS) - 1)])
    return cells


def _is_data(row: list[etree._Element | None]) -> bool:
    return all(
        len(_text(cell)) <= MAX_CELL
        and not _CHROME.search(_text(cell))
        and (cell is None or len(cell.findall(".//p")) < 2)
        for cell in row
    )


def _text(cell: etree._Element | None) -> str:
    return plain("".join(cell.itertext())) if cell is not None else ""
