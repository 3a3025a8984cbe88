"""A kind of work for the tests, and a client of the admin."""

from collections.abc import Iterator

import pytest

from jobs import registry
from jobs.progress import Progress


@pytest.fixture
def counted() -> Iterator[list[int]]:
    """The steps that work of the kind "count" has done; the third fails while 3 is not in it."""
    steps: list[int] = []

    def count(progress: Progress, *, upto: int, fail_at: int = 0) -> None:
        for number in progress.track(range(1, upto + 1), upto):
            if number == fail_at and not steps.count(-1):
                steps.append(-1)
                raise RuntimeError("a fault in the third step")
            if number not in steps:
                steps.append(number)
        progress.add_line("counted")
        progress.set_result_url("/admin/")

    registry.job("count", "Counting")(count)
    yield steps
    registry._kinds.pop("count")
