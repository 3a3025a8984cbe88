"""Saves of one page in the admin go one after the other, so that each knows what the former wrote.

Wagtail's editor saves by itself while people press its buttons, and colleagues press theirs at the
same time. Each request compares versions first and writes a moment later: without a lock, two of
them would both find that nothing newer is there, and the one that began earlier could write its
older text over the other's, or take a page back that was just published.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from wagtail.admin.views.pages.edit import EditView

# The first half of PostgreSQL's key: other uses of its advisory locks have other numbers.
LOCK_SPACE = 0x5A6E


class InTurnEditView(EditView):
    """Wagtail's editor of a page, where every save waits for the one before it."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, page_id=page_id, **kwargs)
        with turn_of(page_id):
            return super().dispatch(request, page_id=page_id, **kwargs)


@contextmanager
def turn_of(page_id: int) -> Iterator[None]:
    """Nobody else who asks for the turn of the same page has it meanwhile.

    On PostgreSQL no transaction is held for it: one that long would gather the locks of many rows
    in an order of its own, and others would wait for each other. SQLite has one writer anyway.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, page_id])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, page_id])
