"""Background work on a machine without a worker: in a thread of the web process.

A thread dies with its process. Jobs are made for that: one that has fallen silent can be resumed.
Where that is not enough, `TASK_WORKER=database` hands them to `manage.py db_worker`.
"""

from threading import Thread
from typing import Any

from django.db import connections

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend


class ThreadBackend(ImmediateBackend):
    """Runs each task at once, in a thread and on a database connection of its own."""

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        Thread(target=self._in_thread, args=(task_result,), daemon=True).start()

    def _in_thread(self, task_result: TaskResult[Any]) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
