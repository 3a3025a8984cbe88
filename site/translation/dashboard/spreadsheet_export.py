"""CSV export of the translation board: a line for each page in each language."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.utils.translation import get_language, gettext, override

from wagtail.models import Locale
from wagtail.query import PageQuerySet

from translation.dashboard.board_rows import Cell, Row, rows
from translation.dashboard.filters import language_name
from translation.dashboard.original_pages import with_asked
from translation.dashboard.user_scope import Reach

# Number of originals loaded at a time.
BATCH = 1000
# Leading characters that make a spreadsheet treat a cell as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """File-like object whose `write` returns its argument, for streaming CSV."""

    def write(self, value: str) -> str:
        """Returns the value."""
        return value


def response(pages: PageQuerySet, locales: Sequence[Locale], reach: Reach) -> StreamingHttpResponse:
    """Returns the board as a streamed CSV download in UTF-8."""
    lines = _lines(pages, locales, reach, get_language() or "en")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="translation-board.csv"'
    return answer


def _lines(
    pages: PageQuerySet, locales: Sequence[Locale], reach: Reach, language: str
) -> Iterator[str]:
    """Yields the CSV lines in the user's language, which is no longer active during streaming."""
    writer = csv.writer(Echo())
    yield "\ufeff"  # byte order mark: spreadsheets detect UTF-8 by it
    with override(language):
        headings = _headings()
    yield str(writer.writerow(headings))
    for page in Paginator(with_asked(pages, locales), BATCH):
        with override(language):
            table = [
                [_harmless(value) for value in _values(row, cell)]
                for row in rows(list(page), locales, reach)
                for cell in row.cells
                if cell.is_work
            ]
        for line in table:
            yield str(writer.writerow(line))


def _headings() -> list[str]:
    return [
        gettext("Page"),
        gettext("Page number"),
        gettext("Language"),
        gettext("State"),
        gettext("Public"),
        gettext("Outdated for days"),
        gettext("Words left"),
        gettext("Who has it"),
        gettext("Asked for by readers"),
    ]


def _values(row: Row, cell: Cell) -> list[Any]:
    return [
        row.original.title,
        row.original.pk,
        language_name(cell.locale),
        cell.label,
        gettext("yes") if cell.is_live else gettext("no"),
        "" if cell.stale_days is None else cell.stale_days,
        cell.words_left,
        cell.holder,
        cell.asked,
    ]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
