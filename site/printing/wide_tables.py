"""Splits tables that are too wide for a sheet by columns; each part repeats the first column."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

# The first column included: each has the room of some ten letters.
COLUMNS = 7


@dataclass(frozen=True)
class TablePart:
    """A table as the template shows it: the columns and, for each row, the cells."""

    caption: str
    columns: list[Any]
    rows: list[list[Any]]


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
        return [TablePart(table.caption, columns, rows)]
    starts = range(1, len(columns), limit - 1)
    return [
        TablePart(
            _caption(table.caption, number, len(starts)),
            [columns[0], *columns[start : start + limit - 1]],
            [[row[0], *row[start : start + limit - 1]] for row in rows],
        )
        for number, start in enumerate(starts, start=1)
    ]


def _caption(caption: str, number: int, count: int) -> str:
    # Translators: below the caption of a table that is too wide for one sheet of paper.
    message = gettext("%(caption)s (columns, part %(number)s of %(count)s)")
    return message % {"caption": caption, "number": number, "count": count}
