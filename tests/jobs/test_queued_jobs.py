"""Jobs and tasks that were queued before an upgrade are run after it."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection
from django.utils import timezone

import pytest
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from conference.content_changes import record_change
from jobs.runner import run_job


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("former", "task", "migration"),
    [
        ("jobs.work.run_job", run_job, "jobs.migrations.0002_queued_jobs_under_their_new_name"),
        (
            "conference.recent_changes.record_change",
            record_change,
            "conference.migrations.0019_queued_records_of_changes_under_their_new_name",
        ),
    ],
)
def test_what_was_queued_under_the_former_name_of_its_function_still_finds_it(
    former: str, task: Task, migration: str
) -> None:
    queued = DBTaskResult.objects.create(
        task_path=former,
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="jobs",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    import_module(migration).rename(apps, SimpleNamespace(connection=connection))
    queued.refresh_from_db()
    assert queued.task_path == task.module_path
