"""The screens of background work."""

from collections.abc import Callable
from typing import Any

from django.test import Client, TestCase

import pytest

from jobs.models import Job

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]
Account = Callable[[str], Any]


def job_of(owner: Any, state: Job.State, **values: Any) -> Job:
    return Job.objects.create(kind="count", owner=owner, state=state, language="en", **values)


def test_running_work_shows_its_progress_and_asks_again(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.RUNNING, done=3, total=12)
    html = as_user("editor").get(job.url).content.decode()
    assert 'value="3" max="12"' in html
    assert 'http-equiv="refresh"' in html
    assert "3 of 12" in html


def test_finished_work_leads_on_and_asks_no_more(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.DONE, report=["<b>made</b>"], result_url="/admin/x/")
    html = as_user("editor").get(job.url).content.decode()
    assert 'http-equiv="refresh"' not in html
    assert '<a class="button" href="/admin/x/">' in html
    assert "&lt;b&gt;made&lt;/b&gt;" in html


def test_work_is_seen_by_its_owner_and_by_administrators(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.RUNNING)
    for username, status in (("editor", 200), ("admin", 200), ("reviewer", 404)):
        client = as_user(username)
        assert client.get(job.url, follow=True).status_code == status
        listed = client.get("/admin/jobs/").content.decode()
        assert (job.url in listed) is (status == 200)


def test_nobody_stops_the_work_of_others(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.RUNNING)
    as_user("reviewer").post(f"{job.url}cancel/")
    job.refresh_from_db()
    assert not job.cancel_asked


def test_visitors_are_sent_to_the_login(client: Client, account: Account) -> None:
    job = job_of(account("editor"), Job.State.RUNNING)
    for address in ("/admin/jobs/", job.url):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_work_is_cancelled_and_resumed_from_its_screen(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.WAITING, arguments={"upto": 2})
    client = as_user("editor")
    assert client.post(f"{job.url}cancel/").headers["Location"] == job.url
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{job.url}resume/")
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert counted == [1, 2]


def test_work_is_changed_by_post_only(
    as_user: AsUser, account: Account, counted: list[int]
) -> None:
    job = job_of(account("editor"), Job.State.WAITING)
    client = as_user("editor")
    for action in ("cancel", "resume"):
        assert client.get(f"{job.url}{action}/").status_code == 405


def test_the_list_costs_the_same_however_much_there_is(
    as_user: AsUser, account: Account, counted: list[int], django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user("admin")
    job_of(account("editor"), Job.State.DONE)
    client.get("/admin/jobs/")
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/jobs/")
    for _number in range(20):
        job_of(account("editor"), Job.State.DONE)
    with django_assert_num_queries(len(one)):
        client.get("/admin/jobs/")
