"""Gathers the tasks of bulk work: each runs once, at its end.

Saving a page enqueues its search entry and its references anew each time; a seed saves pages often,
and an editor who publishes need not wait for them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
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
def gathered_tasks(backend: str = DEFAULT_TASK_BACKEND_ALIAS) -> Iterator[None]:
    """Context manager: tasks for the default backend run at its end, also after an error.

    Where another `backend` is named, that runs them, all as one task. Tasks of other backends, and
    of other threads, run as ever.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    gathering = _GatheringBackend()
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = gathering
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
        _run(list(gathering.waiting.values()), backend)


def _run(waiting: list[tuple[Task, Any, Any]], backend: str) -> None:
    calls = [[each.module_path, list(args), kwargs] for each, args, kwargs in waiting]
    if backend == DEFAULT_TASK_BACKEND_ALIAS:
        for each, args, kwargs in waiting:
            if each.module_path not in _AT_ONCE:
                each.enqueue(*args, **kwargs)
        calls = [call for call in calls if call[0] in _AT_ONCE]
    if calls:
        run_gathered.using(backend=backend).enqueue(calls)


_AT_ONCE: dict[str, Callable[[list[Any]], None]] = {}


def at_once(single: Task, function: Callable[[list[Any]], None]) -> None:
    """Registers what runs in place of gathered tasks, called with a list of their arguments."""
    _AT_ONCE[single.module_path] = function


@task()
def run_gathered(calls: list[Any]) -> None:
    """Runs tasks, each given by its path and arguments; each of them, even if one before it fails.

    What was deleted meanwhile needs nothing. Raises ExceptionGroup of the other failures.
    """
    errors: list[Exception] = []
    for run in _runs(calls):
        try:
            run()
        except ObjectDoesNotExist:
            continue
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("gathered tasks", errors)


def _runs(calls: list[Any]) -> Iterator[Callable[[], None]]:
    """Yields what is to be called: a task, or the function for all of its kind."""
    for path, function in _AT_ONCE.items():
        arguments = [tuple(args) for each, args, _kwargs in calls if each == path]
        if arguments:
            yield partial(function, arguments)
    for path, args, kwargs in calls:
        if path not in _AT_ONCE:
            yield partial(import_string(path).call, *args, **kwargs)


def is_by_editor(revision: Any) -> bool:
    """Returns whether a person made the published `revision`, not a seed or an import."""
    return revision is not None and revision.user_id is not None


def following_publication(followed: Task) -> Task:
    """Returns the task as an editor's publication enqueues it: for the worker, where there is one.

    Where tasks are gathered, it goes there with the others.
    """
    if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], _GatheringBackend):
        return followed
    return followed.using(backend=settings.PUBLICATION_TASKS)
