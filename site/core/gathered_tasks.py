"""Gathers the small tasks of a piece of work, and runs each once at its end.

Saving a page enqueues its search entry and its references anew each time; a seed saves pages often.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json


class _GatheringBackend(ImmediateBackend):
    """Keeps tasks in the order in which they came first, without those that are the same."""

    def __init__(self) -> None:
        super().__init__(DEFAULT_TASK_BACKEND_ALIAS, {})
        self.waiting: dict[str, tuple[Task, Any, Any]] = {}

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Keeps the task for later; its result is not there yet."""
        self.validate_task(task)
        key = f"{task.module_path} {normalize_json([list(args), kwargs])}"
        self.waiting.setdefault(key, (task, args, kwargs))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


@contextmanager
def gathered_tasks() -> Iterator[None]:
    """Context manager: tasks for the default backend run at its end, also after an error.

    Those of other backends, and of other threads, run as ever.
    """
    backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    gathering = _GatheringBackend()
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = gathering
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = backend
        for task, args, kwargs in gathering.waiting.values():
            backend.enqueue(task, args, kwargs)
