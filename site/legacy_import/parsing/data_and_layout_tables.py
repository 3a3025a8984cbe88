"""Distinguishes data tables from layout tables."""

import re

from lxml import etree

from legacy_import.parsing.language_vocabulary import kind_of, language_of_bar
from legacy_import.parsing.list_markers import is_bare_marker
from legacy_import.parsing.text_comparison import plain

MAX_CELL = 300
MAX_COLUMNS = 12
_STRUCTURE = {"table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "pre", "form", "img"}
_LISTS = {"ul", "ol"}
_CHROME = re.compile(r"english|español|français|printer-friendly|see also|\|", re.I)

_HEADED = {"b", "strong", "h2", "h3", "h4", "h5", "h6"}
LONGEST_SIDE_HEADING = 60

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


def side_columns(row: etree._Element) -> list[etree._Element]:
    """Returns the cells of a layout's row beside its text that have a heading of their own."""
    cells = [cell for cell in _cells(row) if cell is not None]
    main = max(cells, key=lambda cell: len(_text(cell)), default=None)
    return [
        cell
        for cell in cells
        if cell is not main and len(_text(cell)) * 2 < len(_text(main)) and _is_headed(cell)
    ]


def _is_headed(cell: etree._Element) -> bool:
    """Returns whether the cell begins with a short line in bold, but a label of no page."""
    for element in cell.iter():
        text = plain(element.text or "")
        if element.tag in _HEADED and text:
            is_whole = not plain(element.tail or "")
            return is_whole and len(text) <= LONGEST_SIDE_HEADING and not _names_page(text)
        if text:
            return False
    return False


def _names_page(text: str) -> bool:
    return bool(kind_of(text) or language_of_bar(text) or _CHROME.search(text))


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
