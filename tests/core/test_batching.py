"""Tasks that are gathered run once, at the end of the work."""

from contextlib import suppress

import pytest
from django_tasks import task

from core.batching import gathered_tasks

ran: list[str] = []


@task()
def note(text: str) -> None:
    ran.append(text)


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


def test_the_same_task_runs_once_in_the_order_of_the_first() -> None:
    with gathered_tasks():
        for text in ("a", "b", "a"):
            note.enqueue(text)
        assert ran == []
    assert ran == ["a", "b"]


def test_what_was_gathered_runs_after_an_error_and_the_next_at_once() -> None:
    with suppress(LookupError), gathered_tasks():
        note.enqueue("before")
        raise LookupError
    note.enqueue("after")
    assert ran == ["before", "after"]
