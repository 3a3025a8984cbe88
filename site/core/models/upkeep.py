"""What has been done to keep the site up: runs of recurring tasks, versions of derived rows."""

from django.db import models


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
