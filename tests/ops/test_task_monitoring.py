"""A backup, timer or worker that no longer runs is told by `/readyz` and `/metrics`."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

import pytest

from core.models import RecurringTask
from core.models.maintenance_records import recorded
from jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(settings: Any) -> None:
    settings.RECURRING_TASK_LIMITS = {"backup": 3600, "waiting_job": 600}


def checks() -> dict[str, str]:
    response = Client().get("/readyz")
    assert response.status_code == 200, "Nobody is kept away by a missing backup."
    return {"status": response.json()["status"], **response.json()["checks"]}


def test_a_task_that_never_ran_or_ran_too_long_ago_degrades_readiness(limits: None) -> None:
    assert (checks()["status"], checks()["backup"]) == ("degraded", "never succeeded")
    long_ago = timezone.now() - timedelta(hours=30)
    RecurringTask.objects.create(name="backup", succeeded_at=long_ago)
    assert checks()["backup"] == "30.0 h old"
    with recorded("backup"):
        pass
    assert (checks()["status"], checks()["backup"]) == ("ready", "ok")


def test_a_job_that_nobody_takes_degrades_readiness(limits: None) -> None:
    with recorded("backup"):
        pass
    long_ago = timezone.now() - timedelta(hours=2)
    job = Job.objects.create(kind="x", language="en", heard_at=long_ago)
    assert (checks()["status"], checks()["waiting_job"]) == ("degraded", "2.0 h old")
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    assert checks()["waiting_job"] == "ok"


def test_a_failure_is_recorded_and_is_no_success(tmp_path: Path) -> None:
    taken = tmp_path / "taken.tar.gz"
    taken.touch()
    with pytest.raises(CommandError):
        call_command("backup", taken)
    task = RecurringTask.objects.get(pk="backup")
    assert task.failed_at is not None
    assert task.succeeded_at is None


def test_scheduled_publishing_records_its_runs() -> None:
    call_command("publish_scheduled", dryrun=True, stdout=StringIO())
    assert not RecurringTask.objects.exists()
    call_command("publish_scheduled", stdout=StringIO())
    assert RecurringTask.objects.get(pk="publish_scheduled").succeeded_at is not None


def test_metrics_have_the_ages(limits: None, settings: Any) -> None:
    pytest.importorskip("prometheus_client")
    settings.METRICS = True
    RecurringTask.objects.create(name="backup", succeeded_at=timezone.now() - timedelta(hours=1))
    Job.objects.create(kind="x", language="en", heard_at=timezone.now() - timedelta(hours=2))
    lines = Client().get("/metrics").content.decode().splitlines()
    ages = dict(line.split(" ") for line in lines if line.startswith("site_") and "_age_" in line)
    assert float(ages['site_task_age_seconds{task="backup"}']) == pytest.approx(3600, abs=60)
    assert float(ages["site_waiting_job_age_seconds"]) == pytest.approx(7200, abs=60)
