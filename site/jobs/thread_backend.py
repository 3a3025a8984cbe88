"""Task backend that runs jobs in a thread of the web process, for hosts without a worker.

A thread ends with its process; a job that is lost this way can be resumed. `TASK_WORKER=database`
runs jobs in `manage.py db_worker` instead.
"""

from threading import Thread
from typing import Any

from django.db import connections

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend


class ThreadBackend(ImmediateBackend):
    """Runs each task at once, in its own thread and database connection."""

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        Thread(target=self._in_thread, args=(task_result,), daemon=True).start()

    def _in_thread(self, task_result: TaskResult[Any]) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
