"""Progress reporting and cancellation for running jobs."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.utils import timezone

from jobs.models import Job

Item = TypeVar("Item")


class CancelledError(Exception):
    """Raised inside a job whose owner has cancelled it; completed steps are kept."""


class Progress:
    """Passed to a job's function to report its progress. Each call writes to the database."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def set_total(self, total: int) -> None:
        """Sets the number of steps and resets the count to 0."""
        self._write(done=0, total=total)

    def advance(self, steps: int = 1) -> None:
        """Counts `steps` more steps as done. Raises CancelledError where the owner cancelled."""
        self._write(done=self.job.done + steps)
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise CancelledError

    def track(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Yields each of `items` and counts a step after each; raises as `advance`."""
        self.set_total(total)
        for item in items:
            yield item
            self.advance()

    def add_line(self, line: str) -> None:
        """Appends a line to the report, in the owner's language."""
        self._write(report=[*self.job.report, line])

    def set_result_url(self, url: str) -> None:
        """Sets the link that the owner gets when the job is done."""
        self._write(result_url=url)

    def _write(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.job, name, value)
        Job.objects.filter(pk=self.job.pk).update(**values, heard_at=timezone.now())
