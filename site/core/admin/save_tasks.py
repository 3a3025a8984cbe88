"""Task backend that updates Wagtail's indexes once for a request that saves the same page twice.

Publishing from the editor saves the page with its new revision, then again as published; Wagtail
updates its search and reference indexes after either. Both read the page from the database, so one
update after the last save does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import local
from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend

# Tasks that write the state of one object as it is in the database.
REPEATABLE = {
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.tasks.update_reference_index_task",
}


class _State(local):
    """Of this thread."""

    waiting: dict[str, Callable[[], None]] | None = None
    """What is done at the end of the block, by task and arguments; None outside of it."""


_state = _State()


@contextmanager
def once() -> Iterator[None]:
    """Within this block, the REPEATABLE tasks of an object wait for its end, and run once."""
    if _state.waiting is not None:
        yield
        return
    _state.waiting = {}
    try:
        yield
    finally:
        waiting, _state.waiting = _state.waiting, None
        for run in waiting.values():
            run()


class OncePerSaveBackend(ImmediateBackend):
    """Runs each task at once, but for those that wait within `once`."""

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        run = partial(super()._execute_task, task_result)
        if _state.waiting is None or task_result.task.module_path not in REPEATABLE:
            run()
        else:
            key = f"{task_result.task.module_path} {task_result.args} {task_result.kwargs}"
            _state.waiting[key] = run
