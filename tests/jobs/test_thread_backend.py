"""Work in a thread of the web process."""

from threading import Event, current_thread

import pytest
from django_tasks import task, task_backends

from jobs.thread_backend import ThreadBackend

PATIENCE = 10
seen: list[str] = []
done = Event()


@task()
def note_the_thread(fails: bool) -> None:
    seen.append(current_thread().name)
    done.set()
    if fails:
        raise RuntimeError("work that fails")


@pytest.fixture(autouse=True)
def _afresh() -> None:
    seen.clear()
    done.clear()


@pytest.mark.parametrize("fails", [False, True])
def test_work_runs_beside_the_request_which_hears_of_no_failure(fails: bool) -> None:
    ThreadBackend("jobs", {"OPTIONS": {}, "QUEUES": []}).enqueue(note_the_thread, (fails,), {})
    assert done.wait(PATIENCE)
    assert seen != [current_thread().name]


def test_the_suite_itself_works_at_once() -> None:
    """So that a test's transaction is seen by the work that it starts."""
    assert not isinstance(task_backends["jobs"], ThreadBackend)
