"""Model of the last success and failure of each recurring task, for monitoring."""

from django.db import models


class RecurringTask(models.Model):
    """A command that a timer runs, such as `backup`. All instants are in UTC."""

    name = models.CharField(max_length=60, primary_key=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
