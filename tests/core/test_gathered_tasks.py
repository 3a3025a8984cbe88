"""Tasks that are gathered run once, at the end of the work."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

import pytest
from django_tasks import task, task_backends

from core.gathered_tasks import at_once, gathered_tasks, run_gathered

ran: list[str] = []


@task()
def note(text: str) -> None:
    ran.append(text)


@task()
def fail(kind: str) -> None:
    raise ObjectDoesNotExist if kind == "gone" else LookupError(kind)


@task()
def count(text: str) -> None:
    raise AssertionError(text)


at_once(count, lambda calls: ran.append(f"{len(calls)} of {calls[0][0]}"))


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


def test_the_same_task_runs_once_in_the_order_of_the_first() -> None:
    with gathered_tasks():
        for text in ("a", "b", "a"):
            note.enqueue(text)
            count.enqueue(text)
        assert ran == []
    # Where a function is registered for all of a kind, that runs, after the others.
    assert ran == ["a", "b", "2 of a"]


def test_what_was_gathered_runs_after_an_error_and_the_next_at_once() -> None:
    with suppress(LookupError), gathered_tasks():
        note.enqueue("before")
        raise LookupError
    note.enqueue("after")
    assert ran == ["before", "after"]


def test_a_worker_gets_what_was_gathered_as_one_task_and_runs_all_of_it(settings: Any) -> None:
    settings.TASKS = settings.TASKS | {
        "jobs": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    with gathered_tasks("jobs"):
        note.enqueue("first")
        fail.enqueue("gone")
        fail.enqueue("broken")
        note.enqueue("last")
    assert ran == []
    [waiting] = task_backends["jobs"].results
    with pytest.raises(ExceptionGroup) as failed:
        run_gathered.call(*waiting.args)
    assert ran == ["first", "last"]
    assert [str(error) for error in failed.value.exceptions] == ["broken"]
