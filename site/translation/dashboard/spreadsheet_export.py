"""The board as a file for spreadsheets: a line for each page in each language."""

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

# Originals that are looked up at a time.
BATCH = 1000
# Signs at the start of a cell that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def response(pages: PageQuerySet, locales: Sequence[Locale], reach: Reach) -> StreamingHttpResponse:
    lines = _lines(pages, locales, reach, get_language() or "en")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="translation-board.csv"'
    return answer


def _lines(
    pages: PageQuerySet, locales: Sequence[Locale], reach: Reach, language: str
) -> Iterator[str]:
    """In the user's language, which is another's by the time a stream is read."""
    writer = csv.writer(Echo())
    yield "\ufeff"  # spreadsheets take the encoding from it
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
        gettext("Stale for days"),
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
