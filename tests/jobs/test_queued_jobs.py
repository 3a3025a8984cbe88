"""Jobs that were queued before an upgrade are run after it."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps
from django.db import connection
from django.utils import timezone

import pytest
from django_tasks_db.models import DBTaskResult

from jobs.runner import run_job


@pytest.mark.django_db
def test_a_job_queued_under_the_former_name_of_its_function_still_finds_it() -> None:
    queued = DBTaskResult.objects.create(
        task_path="jobs.work.run_job",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="jobs",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    migration = import_module("jobs.migrations.0002_queued_jobs_under_their_new_name")
    migration.rename(apps, SimpleNamespace(connection=connection))
    queued.refresh_from_db()
    assert queued.task_path == run_job.module_path
