"""The date that a preserved copy of the site shows as the date of printing.

A copy is the same each time for the same content; so it bears the date of the content's last
change, and nothing of it is taken from, or put into, the page cache.
"""

from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

from core.context_variables import set_within

_date: ContextVar[datetime | None] = ContextVar("copy_date", default=None)


def making_a_copy(at: datetime) -> AbstractContextManager[datetime]:
    """Within it, pages are made for a copy of the content as it was at the instant `at` (UTC)."""
    return set_within(_date, at)


def is_made() -> bool:
    """Whether a copy is being made."""
    return _date.get() is not None


def date_printed() -> datetime:
    """The instant (UTC) shown as date of printing: now, or that of the copy."""
    return _date.get() or timezone.now()
