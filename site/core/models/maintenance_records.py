"""What has been done to keep the site up: runs of recurring tasks, versions of derived rows."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, models
from django.utils import timezone


class RecurringTask(models.Model):
    """A command that a timer runs, such as `backup`. All instants are in UTC."""

    name = models.CharField(max_length=60, primary_key=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class DerivedVersion(models.Model):
    """Name and version of a step of `core.derived_data`."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.PositiveIntegerField()
    rebuilt_at = models.DateTimeField()
    """Instant of the last rebuild (UTC)."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


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
