"""Gathers the effects of bulk work: tasks, generations of cached pages, handlers of single strings.

Saving a page enqueues its search entry and its references anew each time; a seed saves pages often,
and an editor who publishes need not wait for them. Each committed change begins a new generation of
kept pages: work that writes a thousand pages would keep every page of the site from being kept. And
each saved string of a translation has handlers, which code that writes many strings replaces by one
signal at the end.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from threading import local
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json

from core.signals import strings_imported


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
    if backend != DEFAULT_TASK_BACKEND_ALIAS and waiting:
        calls = [[each.module_path, list(args), kwargs] for each, args, kwargs in waiting]
        run_gathered.using(backend=backend).enqueue(calls)
        return
    alone = [call for call in waiting if call[0].module_path not in _AT_ONCE]
    for each, args, kwargs in alone:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS].enqueue(each, args, kwargs)
    if len(alone) < len(waiting):
        together = [each for each in waiting if each[0].module_path in _AT_ONCE]
        calls = [[each.module_path, list(args), kwargs] for each, args, kwargs in together]
        run_gathered.enqueue(calls)


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


SECONDS = 5.0


class _State(local):
    """Of this thread."""

    depth = 0
    last = float("-inf")
    """When the last generation was begun (monotonic seconds)."""
    waiting: Callable[[], None] | None = None
    """What begins the generation that is due."""


_state = _State()


@contextmanager
def gathered_changes() -> Iterator[None]:
    """Within this block, changes of this thread are announced every SECONDS, and at its end."""
    _state.depth += 1
    try:
        yield
    finally:
        _state.depth -= 1
        if not _state.depth:
            _announce_waiting()


def announce(begin: Callable[[], None]) -> None:
    """Calls `begin` now; within `gathered`, up to SECONDS later, once for all of them."""
    if not _state.depth:
        begin()
        return
    _state.waiting = begin
    announce_due()


def announce_due() -> None:
    """Announces changes that have waited for SECONDS; to be called often, outside transactions."""
    if _state.waiting and time.monotonic() - _state.last >= SECONDS:
        _announce_waiting()


def _announce_waiting() -> None:
    begin, _state.waiting = _state.waiting, None
    if begin:
        _state.last = time.monotonic()
        begin()


_in_bulk: ContextVar[bool] = ContextVar("translation_is_quiet", default=False)


@contextmanager
def bulk_write() -> Iterator[None]:
    """Context manager: within it, handlers of single string saves do nothing."""
    token = _in_bulk.set(True)
    try:
        yield
    finally:
        _in_bulk.reset(token)


def in_bulk_write() -> bool:
    """Returns whether per-string handlers are suspended in this context."""
    return _in_bulk.get()


def import_po(translation: Any, po: Any, **options: Any) -> None:
    """Calls wagtail-localize's `Translation.import_po` and sends `strings_imported` once, at the
    end.
    """
    with bulk_write():
        translation.import_po(po, **options)
    if not in_bulk_write():
        strings_imported.send(type(translation), translation=translation)
