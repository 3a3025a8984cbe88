"""Background work: its states, its progress, and taking it up again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import TestCase
from django.utils import timezone

import pytest

from jobs import registry, runner
from jobs.models import LOST_AFTER, Job
from jobs.progress import Progress

pytestmark = pytest.mark.django_db
Account = Callable[[str], Any]


def started(owner: Any, **arguments: Any) -> Job:
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = runner.start("count", owner, subject="Sheep", **arguments)
    job.refresh_from_db()
    return job


def test_work_is_done_once_the_request_is_committed(account: Account, counted: list[int]) -> None:
    job = started(account("editor"), upto=4)
    assert counted == [1, 2, 3, 4]
    assert (job.state, job.done, job.total) == (Job.State.DONE, 4, 4)
    assert job.report == ["counted"]
    assert job.result_url == "/admin/"
    assert job.finished_at is not None
    assert str(job) == "Counting: Sheep"


def test_work_of_a_request_that_fails_never_begins(account: Account, counted: list[int]) -> None:
    with TestCase.captureOnCommitCallbacks(execute=False):
        runner.start("count", account("editor"), upto=4)
    assert counted == []


def test_failed_work_says_so_and_is_resumed_where_it_stopped(
    account: Account, counted: list[int]
) -> None:
    job = started(account("editor"), upto=4, fail_at=3)
    assert (job.state, job.done) == (Job.State.FAILED, 2)
    assert "Something went wrong" in job.report[-1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert runner.resume(job)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert [step for step in counted if step > 0] == [1, 2, 3, 4]


def test_cancelled_work_stops_after_its_step(account: Account, counted: list[int]) -> None:
    def stop_oneself(progress: Progress) -> None:
        for number in progress.track(range(5), 5):
            if number == 1:
                runner.cancel(progress.job)

    registry.job("stop", "Stopping")(stop_oneself)
    with TestCase.captureOnCommitCallbacks(execute=True):
        job = runner.start("stop", account("editor"))
    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.CANCELLED, 2)


def test_work_that_waits_is_cancelled_before_it_begins(
    account: Account, counted: list[int]
) -> None:
    with TestCase.captureOnCommitCallbacks() as callbacks:
        job = runner.start("count", account("editor"), upto=4)
    runner.cancel(job)
    callbacks[0]()
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert counted == []


def test_only_silent_work_counts_as_lost(account: Account, counted: list[int]) -> None:
    job = Job(kind="count", state=Job.State.RUNNING)
    assert not job.is_lost
    assert not runner.resume(job)
    job.heard_at = timezone.now() - LOST_AFTER - timedelta(seconds=1)
    assert job.is_lost
    assert job.can_be_resumed


def test_work_in_hand_is_not_run_twice(account: Account, counted: list[int]) -> None:
    job = started(account("editor"), upto=2)
    runner.run_job.enqueue(str(job.pk))
    assert counted == [1, 2]


def test_work_reports_in_the_language_of_its_owner(account: Account, counted: list[int]) -> None:
    from django.utils.translation import override

    with override("fr"):
        job = started(account("editor"), upto=4, fail_at=3)
    assert job.report[-1].startswith("Une erreur")


def test_an_unknown_kind_is_refused_before_anything_is_recorded(account: Account) -> None:
    with pytest.raises(LookupError):
        runner.start("knit", account("editor"))
    assert not Job.objects.exists()


def test_a_name_belongs_to_one_kind_of_work(counted: list[int]) -> None:
    with pytest.raises(ValueError, match="count"):
        registry.job("count", "Counting otherwise")(lambda progress: None)
