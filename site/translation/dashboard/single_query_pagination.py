"""Pagination that reads a page of a QuerySet and its total count in one query."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window


def paginate(rows: QuerySet[Any], number: str | None, size: int) -> Page:
    """As `Paginator.get_page`, in one query instead of two; three queries past the last page."""
    place = max(1, int(number)) if number and number.isdecimal() and len(number) < 9 else 1
    start = (place - 1) * size
    found = list(rows.annotate(in_all=Window(Count("pk")))[start : start + size])
    if not found:
        return Paginator(rows, size).get_page(number)
    paginator = Paginator(found, size)
    paginator.__dict__["count"] = found[0].in_all
    return Page(found, place, paginator)
