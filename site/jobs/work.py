"""Starting, running, cancelling and resuming."""

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
    """Has the work done in the background, once the current transaction is committed.

    `arguments` are JSON values. Raises LookupError for an unknown kind.
    """
    registry.kind(kind)
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
    """Asks the work to stop after the step that it is at; waiting work does not begin."""
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now())


def resume(job: Job) -> bool:
    """Has the missing part done; False where the work is running or done already."""
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
    """Runs a job that waits, and keeps its state; a job that is taken already is left alone."""
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
            Progress(job).say(gettext("Something went wrong. What was done until then stays done."))
            _finish(job, Job.State.FAILED)
        else:
            _finish(job, Job.State.DONE)


def _finish(job: Job, state: Job.State) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now())
