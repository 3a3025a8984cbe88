"""What a piece of work says of itself while it runs."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.utils import timezone

from jobs.models import Job

Item = TypeVar("Item")


class CancelledError(Exception):
    """Its owner has asked the work to stop; what is done stays done."""


class Progress:
    def __init__(self, job: Job) -> None:
        self.job = job

    def expect(self, total: int) -> None:
        """How many steps there will be."""
        self._write(done=0, total=total)

    def step(self, steps: int = 1) -> None:
        """So many steps are done. Raises CancelledError where the owner wants no more."""
        self._write(done=self.job.done + steps)
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise CancelledError

    def each(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Goes through `items`, a step each."""
        self.expect(total)
        for item in items:
            yield item
            self.step()

    def say(self, line: str) -> None:
        """A line for the owner's report, in the owner's language."""
        self._write(report=[*self.job.report, line])

    def lead_to(self, url: str) -> None:
        """Where the owner goes on, once the work is done."""
        self._write(result_url=url)

    def _write(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.job, name, value)
        Job.objects.filter(pk=self.job.pk).update(**values, heard_at=timezone.now())
