"""CSV export of the translation board: a line for each page in each language."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.utils.translation import get_language, gettext, override, pgettext

from wagtail.models import Locale
from wagtail.query import PageQuerySet

from core.languages.language_names import language_name
from core.text.spreadsheet_cells import BYTE_ORDER_MARK, escape_formula
from translation.dashboard.board_rows import Cell, Row, rows
from translation.dashboard.board_scope import BoardScope
from translation.dashboard.original_pages import with_asked

# Number of originals loaded at a time.
BATCH = 1000


class Echo:
    """File-like object whose `write` returns its argument, for streaming CSV."""

    def write(self, value: str) -> str:
        """Returns the value."""
        return value


def response(
    pages: PageQuerySet, locales: Sequence[Locale], scope: BoardScope
) -> StreamingHttpResponse:
    """Returns the board as a streamed CSV download in UTF-8."""
    lines = _lines(pages, locales, scope, get_language() or "en")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="translation-board.csv"'
    return answer


def _lines(
    pages: PageQuerySet, locales: Sequence[Locale], scope: BoardScope, language: str
) -> Iterator[str]:
    """Yields the CSV lines in the user's language, which is no longer active during streaming."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    with override(language):
        headings = _headings()
    yield str(writer.writerow(headings))
    for page in Paginator(with_asked(pages, locales), BATCH):
        with override(language):
            table = [
                [escape_formula(value) for value in _values(row, cell)]
                for row in rows(list(page), locales, scope)
                for cell in row.cells
                if cell.is_work
            ]
        for line in table:
            yield str(writer.writerow(line))


def _headings() -> list[str]:
    return [
        pgettext("label", "Page"),
        gettext("Page number"),
        pgettext("label", "Language"),
        pgettext("label", "State"),
        pgettext("whether readers can see the page", "Public"),
        gettext("Outdated for days"),
        gettext("Words left"),
        gettext("Who has it"),
        gettext("Asked for by readers"),
    ]


def _values(row: Row, cell: Cell) -> list[Any]:
    return [
        row.original.title,
        row.original.pk,
        language_name(cell.locale.language_code),
        cell.label,
        pgettext("value in a spreadsheet", "yes")
        if cell.is_live
        else pgettext("value in a spreadsheet", "no"),
        "" if cell.stale_days is None else cell.stale_days,
        cell.words_left,
        cell.holder,
        cell.asked,
    ]
