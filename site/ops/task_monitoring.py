"""Ages of the last success of recurring tasks and of the oldest waiting job, for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from core.models import RecurringTask
from jobs.models import Job

OK = "ok"
WAITING_JOB = "waiting_job"


@dataclass(frozen=True)
class TaskAges:
    """Ages in seconds; None where there is none: never succeeded, or no job is waiting."""

    tasks: dict[str, float | None]
    """Name of each recurring task → seconds since its last success."""
    waiting_job: float | None


def task_ages() -> TaskAges:
    """Ages of the tasks in RECURRING_TASK_LIMITS and of the oldest waiting job; two queries."""
    now = timezone.now()
    names = [name for name in settings.RECURRING_TASK_LIMITS if name != WAITING_JOB]
    found = RecurringTask.objects.filter(pk__in=names).values_list("pk", "succeeded_at")
    succeeded = dict(found)
    oldest = Job.objects.filter(state=Job.State.WAITING).aggregate(at=Min("heard_at"))["at"]
    tasks = {name: _age(now, succeeded.get(name)) for name in names}
    return TaskAges(tasks, _age(now, oldest))


def task_checks() -> dict[str, str]:
    """Name of each limit in RECURRING_TASK_LIMITS → "ok", or how old its last success is."""
    limits = settings.RECURRING_TASK_LIMITS
    if not limits:
        return {}
    ages = task_ages()
    checks = {name: _verdict(age, limits[name]) for name, age in ages.tasks.items()}
    if WAITING_JOB in limits:
        waiting = ages.waiting_job
        checks[WAITING_JOB] = OK if waiting is None else _verdict(waiting, limits[WAITING_JOB])
    return checks


def _verdict(age: float | None, limit: float) -> str:
    if age is None:
        return "never succeeded"
    return OK if age <= limit else f"{age / 3600:.1f} h old"


def _age(now: datetime, instant: datetime | None) -> float | None:
    return None if instant is None else max(0.0, (now - instant).total_seconds())
