"""Records when each recurring task (backup, scheduled publishing…) last succeeded and failed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError
from django.utils import timezone

from core.models import RecurringTask


@contextmanager
def recorded(name: str) -> Iterator[None]:
    """Context manager around one run of the task `name`; records its success or failure.

    Exceptions pass through. A failure that cannot be recorded, since the database is down, is not.
    """
    try:
        yield
    except Exception:
        with suppress(DatabaseError):
            _record(name, "failed_at")
        raise
    _record(name, "succeeded_at")


def _record(name: str, field: str) -> None:
    RecurringTask.objects.update_or_create(name=name, defaults={field: timezone.now()})
