"""Splits tables that are too wide for a sheet by columns; each part repeats the first column."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from core.text.foreign_passages import without_marks

# The first column included: each has the room of some ten letters.
COLUMNS = 7


# Letters for which each of the columns that fit has room, whatever its content.
LETTERS = 8
# Characters that fill about half a sheet where the table has a single column.
HALF_A_SHEET = 1500


@dataclass(frozen=True)
class Row:
    """Cells; a row that `may_break` is too high to be kept on one sheet.

    Kept together all the same, it would lose the column headings beside it.
    """

    cells: list[Any]
    may_break: bool


@dataclass(frozen=True)
class TablePart:
    """A table as the template shows it."""

    caption: str
    columns: list[Any]
    rows: list[Row]
    has_equal_columns: bool
    """Whether its words are too long for columns as wide as their content."""


def columns_that_fit(*, is_large: bool, in_two_languages: bool) -> int:
    """Returns how many columns, the first included, a sheet has room for."""
    fitting = COLUMNS // 2 + 1 if is_large else COLUMNS
    return fitting // 2 + 1 if in_two_languages else fitting


def split_by_columns(table: Any, limit: int) -> list[TablePart]:
    """Returns the table (a `TypedTable`) in parts of at most `limit` columns, in order.

    One part, with the table's own caption, where it has no more columns than that.
    """
    columns, rows = list(table.columns), [list(row) for row in table.rows]
    if len(columns) <= limit:
        return [_part(table.caption, columns, rows, limit)]
    starts = range(1, len(columns), limit - 1)
    return [
        _part(
            _caption(table.caption, number, len(starts)),
            [columns[0], *columns[start : start + limit - 1]],
            [[row[0], *row[start : start + limit - 1]] for row in rows],
            limit,
        )
        for number, start in enumerate(starts, start=1)
    ]


def _part(caption: str, columns: list[Any], rows: list[list[Any]], limit: int) -> TablePart:
    heads = [without_marks(str(column["heading"])) for column in columns]
    texts = [[without_marks(str(cell.value)) for cell in row] for row in rows]
    longest = [max(map(_longest_word, column)) for column in zip(heads, *texts, strict=False)]
    height = HALF_A_SHEET / max(1, len(columns))
    judged = [
        Row(row, any(len(text) > height for text in own))
        for row, own in zip(rows, texts, strict=True)
    ]
    return TablePart(caption, columns, judged, sum(longest) > LETTERS * limit)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _caption(caption: str, number: int, count: int) -> str:
    # Translators: below the caption of a table that is too wide for one sheet of paper.
    message = gettext("%(caption)s (columns, part %(number)s of %(count)s)")
    return message % {"caption": caption, "number": number, "count": count}
