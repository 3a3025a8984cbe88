"""CSV format of terms, one term a row, as in `data/terms.csv`."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from core.text.spreadsheet_cells import BYTE_ORDER_MARK, FORMULA_STARTS, escape_formula
from core.text.text_joining import listed
from terms.files.imported_rows import RefusedFileError, Row, status_of, status_words
from terms.term_languages import primary

# Column → field of `Row`.
COLUMNS = {
    "concept": "key",
    "scope": "scope",
    "language": "language",
    "term": "text",
    **{name: name for name in ("abbreviation", "status", "definition", "note", "source")},
}
NEEDED = ("concept", "language", "term", "status")


def write(rows: Iterable[Row]) -> str:
    """Returns the rows as CSV, with a byte order mark so that spreadsheets detect UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = {name: getattr(row, field) for name, field in COLUMNS.items()}
        cells["status"] = status_words(row)
        writer.writerow([_as_text(cell or "") for cell in cells.values()])
    return BYTE_ORDER_MARK + file.getvalue()


def read(text: str) -> list[Row]:
    """Returns the rows of a CSV text in order. Raises RefusedFileError where it is invalid."""
    lines = io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")
    try:
        reader = csv.DictReader(lines, dialect=_dialect(text), strict=True)
        check_columns(reader.fieldnames, NEEDED)
        return [_row(record, reader.line_num) for record in reader]
    except csv.Error as error:
        message = gettext("The file is not a CSV table: %(reason)s")
        raise RefusedFileError(message % {"reason": error}) from error


def _dialect(text: str) -> type[csv.Dialect]:
    """Spreadsheets in French and Spanish separate columns by semicolons."""

    class Separated(csv.excel):
        first_line = text.partition("\n")[0]
        delimiter = max(",;\t", key=first_line.count)

    return Separated


def check_columns(names: Iterable[str] | None, needed: Iterable[str]) -> None:
    """Raises RefusedFileError where the first row of a file lacks a column."""
    there = set(names or [])
    missing = [name for name in needed if name not in there]
    if missing:
        message = gettext("The first row of the file must name these columns: %(names)s")
        raise RefusedFileError(message % {"names": listed(missing)})


def _row(record: dict[Any, Any], line: int) -> Row:
    """Raises RefusedFileError where the row has too many cells, or its status is none."""
    place = gettext("row %(number)s") % {"number": line}
    if record.get(None):
        message = gettext("%(place)s has more cells than the first row.")
        raise RefusedFileError(message % {"place": place})
    said: dict[str, Any] = {
        COLUMNS[name]: _plain(cell or "") for name, cell in record.items() if name in COLUMNS
    }
    status = status_of(said["status"])
    if status is None:
        message = gettext("%(place)s: “%(value)s” is not a status.")
        raise RefusedFileError(message % {"place": place, "value": said["status"]})
    said["status"], said["is_unconfirmed"] = status
    said["language"] = primary(said["language"])
    said["scope"] = said.get("scope") or None
    return Row(**said, place=place)


def _as_text(cell: str) -> Any:
    """With an apostrophe that marks a cell as text, also where it begins with one."""
    return f"'{cell}" if cell.startswith("'") else escape_formula(cell)


def _plain(cell: str) -> str:
    """Without the apostrophe that `_as_text` adds."""
    bare = cell.strip()
    return (
        bare[1:] if bare.startswith("'") and bare[1:].startswith((*FORMULA_STARTS, "'")) else bare
    )
