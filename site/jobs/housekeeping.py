"""Cleaning steps for finished background jobs and the rows of their task queue."""

from django.conf import settings

from django_tasks_db.models import DBTaskResult

from core.housekeeping_registry import Cleaning, cleaning_step
from jobs.models import Job


@cleaning_step("jobs")
def delete_finished_jobs(cleaning: Cleaning) -> int:
    """Deletes jobs that ended more than KEPT_JOBS_DAYS ago."""
    before = cleaning.before(settings.KEPT_JOBS_DAYS)
    return cleaning.delete(Job.objects.exclude(finished_at=None).filter(finished_at__lt=before))


@cleaning_step("task_rows")
def delete_finished_task_rows(cleaning: Cleaning) -> int:
    """Deletes the task queue's rows that were finished more than KEPT_JOBS_DAYS ago."""
    before = cleaning.before(settings.KEPT_JOBS_DAYS)
    return cleaning.delete(DBTaskResult.objects.finished().filter(finished_at__lt=before))
