"""`manage.py housekeeping`: what is deleted, what stays, and what is told of it."""

import json
import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail.models import Comment, Page, Revision, Workflow

import pytest
from axes.models import AccessAttempt
from django_tasks_db.models import DBTaskResult

from core import housekeeping_registry
from core.models import RecurringTask
from home.models import HomePage
from jobs.models import Job
from link_checks.models import CheckedLink

pytestmark = pytest.mark.django_db
YEAR_AGO = timezone.now() - timedelta(days=365)


def clean(*arguments: str) -> dict[str, int]:
    """Number of things by step."""
    output = StringIO()
    call_command("housekeeping", *arguments, stdout=output)
    numbers: dict[str, int] = json.loads(output.getvalue())["removed"]
    return numbers


@pytest.fixture
def page(db: None) -> Page:
    found = HomePage.objects.order_by("path").first()
    assert found is not None
    Revision.objects.for_instance(found).update(created_at=YEAR_AGO - timedelta(days=1))
    return found


def old_revisions(page: Page, number: int) -> list[Revision]:
    """Oldest first; the last one is the page's latest."""
    made = [page.save_revision() for _ in range(number)]
    Revision.objects.filter(pk__in=[one.pk for one in made]).update(created_at=YEAR_AGO)
    return made


def left(revisions: list[Revision]) -> list[bool]:
    kept = set(Revision.objects.values_list("pk", flat=True))
    return [revision.pk in kept for revision in revisions]


def test_only_revisions_beyond_number_and_age_are_deleted(page: Page, settings: Any) -> None:
    settings.KEPT_REVISIONS = 2
    old = old_revisions(page, 5)
    young = page.save_revision()
    clean()
    assert left([*old, young]) == [False, False, False, False, True, True]


def test_live_scheduled_commented_and_latest_revisions_stay(
    page: Page, settings: Any, django_user_model: Any
) -> None:
    settings.KEPT_REVISIONS = 0
    old = old_revisions(page, 5)
    Page.objects.filter(pk=page.pk).update(live_revision=old[0])
    Revision.objects.filter(pk=old[1].pk).update(approved_go_live_at=timezone.now())
    user = django_user_model.objects.first()
    Comment.objects.create(
        page=page, user=user, text="x", contentpath="title", revision_created=old[2]
    )
    clean()
    assert left(old) == [True, True, True, False, True]


def test_revisions_in_review_stay(page: Page, settings: Any, django_user_model: Any) -> None:
    settings.KEPT_REVISIONS = 0
    old = old_revisions(page, 3)
    workflow = Workflow.objects.filter(active=True).first()
    assert workflow is not None
    workflow.start(page, django_user_model.objects.first())
    reviewed = page.current_workflow_task_state.revision
    Page.objects.filter(pk=page.pk).update(latest_revision=old[1])
    clean()
    assert left([reviewed]) == [True]


def test_expired_sessions_and_failed_sign_ins_are_deleted() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=YEAR_AGO)
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(1))
    for moment in (YEAR_AGO, now):
        attempt = AccessAttempt.objects.create(username="x", failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)
    numbers = clean()
    assert not Session.objects.filter(pk="old").exists()
    assert Session.objects.filter(pk="new").exists()
    assert AccessAttempt.objects.count() == 1
    assert (numbers["sessions"], numbers["failed_sign_ins"]) == (1, 1)


def test_finished_jobs_and_old_results_of_links_are_deleted() -> None:
    job = {"kind": "x", "language": "en"}
    done = Job.objects.create(**job, state=Job.State.DONE, finished_at=YEAR_AGO)
    waiting = Job.objects.create(**job, created_at=YEAR_AGO)
    recent = Job.objects.create(**job, state=Job.State.DONE, finished_at=timezone.now())
    row = {"args_kwargs": {}, "task_path": "x", "backend_name": "jobs", "traceback": ""}
    row |= {"run_after": YEAR_AGO, "exception_class_path": "", "queue_name": "default"}
    DBTaskResult.objects.create(**row, status="SUCCESSFUL", finished_at=YEAR_AGO)
    DBTaskResult.objects.create(**row, status="READY")
    CheckedLink.objects.create(url="http://old.example", result="well", checked_at=YEAR_AGO)
    clean()
    assert set(Job.objects.values_list("pk", flat=True)) == {waiting.pk, recent.pk}
    assert not Job.objects.filter(pk=done.pk).exists()
    assert [row.status for row in DBTaskResult.objects.all()] == ["READY"]
    assert not CheckedLink.objects.filter(url="http://old.example").exists()


def test_a_dry_run_counts_and_deletes_nothing() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=YEAR_AGO)
    assert clean("--dry-run")["sessions"] == 1
    assert Session.objects.filter(pk="old").exists()
    assert not RecurringTask.objects.filter(pk="housekeeping").exists()


def test_rows_are_deleted_in_batches() -> None:
    Session.objects.bulk_create(
        Session(session_key=f"old{number}", session_data="", expire_date=YEAR_AGO)
        for number in range(7)
    )
    cleaning = housekeeping_registry.Cleaning(is_dry_run=False)
    expired = Session.objects.filter(session_key__startswith="old")
    assert cleaning.delete(expired, batch_size=3) == 7
    assert not expired.exists()


def test_static_files_of_former_releases_go_once_no_manifest_names_them(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    names = {
        "css/site.0123456789ab.css": True,
        "css/site.0123456789ab.css.gz": True,
        "css/site.aaaaaaaaaaaa.css": False,
        "css/site.aaaaaaaaaaaa.css.gz": False,
        "css/site.bbbbbbbbbbbb.css": True,
        "css/site.css": True,
        "css/former.cccccccccccc.css": True,
    }
    (tmp_path / "css").mkdir()
    year_ago = time.time() - 365 * 24 * 3600
    for name in names:
        (tmp_path / name).write_text("x")
        if "bbbb" not in name:
            os.utime(tmp_path / name, (year_ago, year_ago))
    for manifest, named in (("", "site.0123456789ab"), ("-former", "former.cccccccccccc")):
        paths = {"paths": {"css/x.css": f"css/{named}.css"}}
        (tmp_path / f"staticfiles{manifest}.json").write_text(json.dumps(paths))
    assert clean()["static_files"] == 2
    assert {name: (tmp_path / name).exists() for name in names} == names


def test_a_step_that_fails_stops_no_other_and_ends_the_command_with_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_cleaning: housekeeping_registry.Cleaning) -> int:
        raise RuntimeError("broken")

    housekeeping_registry.all_steps()
    monkeypatch.setitem(housekeeping_registry._steps, "a_broken_one", fail)
    Session.objects.create(session_key="old", session_data="", expire_date=YEAR_AGO)
    with pytest.raises(CommandError, match="a_broken_one"):
        call_command("housekeeping", stdout=StringIO())
    assert not Session.objects.filter(pk="old").exists()
    task = RecurringTask.objects.get(pk="housekeeping")
    assert (task.succeeded_at, task.failed_at is not None) == (None, True)


def test_one_line_of_the_log_says_what_was_done(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="ops.housekeeping"):
        numbers = clean()
    (record,) = [one for one in caplog.records if one.name == "ops.housekeeping"]
    assert record.data == {"removed": numbers, "failed": []}  # type: ignore[attr-defined]
