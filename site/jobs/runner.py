"""Starts, runs, cancels and resumes background jobs."""

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from django_tasks import task

from jobs import registry
from jobs.models import Job
from jobs.progress import CancelledError, Progress

logger = logging.getLogger(__name__)
BACKEND = "jobs"


def start(kind: str, owner: Any, *, subject: str = "", **arguments: Any) -> Job:
    """Creates a job and enqueues it when the current transaction commits.

    `arguments` are JSON values for the function of `kind`. Raises LookupError for an unknown kind.
    """
    registry.get_kind(kind)
    job = Job.objects.create(
        kind=kind,
        owner=owner,
        subject=subject[:500],
        arguments=arguments,
        language=get_language() or "en",
    )
    _enqueue(job)
    return job


def cancel(job: Job) -> None:
    """Cancels a waiting job; a running one stops after its current step."""
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now())


def resume(job: Job) -> bool:
    """Enqueues the job again; returns False where it cannot be resumed."""
    if not job.can_be_resumed:
        return False
    before = Job.objects.filter(pk=job.pk, state=job.state, heard_at=job.heard_at)
    taken = before.update(
        state=Job.State.WAITING, cancel_asked=False, finished_at=None, heard_at=timezone.now()
    )
    if taken:
        _enqueue(job)
    return bool(taken)


def _enqueue(job: Job) -> None:
    transaction.on_commit(lambda: run_job.enqueue(str(job.pk)))


@task(backend=BACKEND)
def run_job(job_id: str) -> None:
    """Task that runs a waiting job and records its state; does nothing where the job is not
    waiting.
    """
    waiting = Job.objects.filter(pk=UUID(job_id), state=Job.State.WAITING)
    begun = {"state": Job.State.RUNNING, "done": 0, "report": [], "heard_at": timezone.now()}
    if not waiting.update(**begun):
        return
    job = Job.objects.get(pk=UUID(job_id))
    with override(job.language):
        try:
            registry.run(Progress(job), job.kind, job.arguments)
        except CancelledError:
            _finish(job, Job.State.CANCELLED)
        except Exception:
            logger.exception("Background work %s (%s) failed", job.pk, job.kind)
            Progress(job).add_line(
                gettext("Something went wrong. What was done until then stays done.")
            )
            _finish(job, Job.State.FAILED)
        else:
            _finish(job, Job.State.DONE)


def _finish(job: Job, state: Job.State) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now())
