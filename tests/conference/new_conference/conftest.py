"""The form for a new conference, as its users fill it in."""

from collections.abc import Callable
from typing import Any

from django.test import Client, TestCase

from wagtail.models import Page

import pytest

from jobs.models import Job

ADDRESS = "/admin/new-conference/"
PORTAL = "protocol/capacity-building/portal"
Values = dict[str, Any]


def entered(*sessions: Values, rows: int = 4, **changes: Any) -> Values:
    """What the form posts: a complete conference, with `changes`, and with these sessions."""
    values: Values = {
        "kind": "conference.ConferencePage",
        "title": "Traits",
        "full_title": "Capacity-building for the identification of traits",
        "slug": "traits",
        "summary": "An exchange of views on the identification of traits.",
        "time_zone": "UTC",
        "opens_at": "2031-03-03T00:00",
        "closes_at": "2031-03-21T23:59",
        "agenda": "concurrent",
        "languages": ["es", "fr"],
        "copied_from": "",
        "action": "create",
        "sessions-TOTAL_FORMS": str(max(rows, len(sessions))),
        "sessions-INITIAL_FORMS": "0",
    }
    for number, session in enumerate(sessions):
        for name in ("theme", "questions", "opens_at", "closes_at", "copied_from"):
            values[f"sessions-{number}-{name}"] = session.get(name, "")
    return values | changes


def session(theme: str, opens_at: str = "", closes_at: str = "", **values: Any) -> Values:
    return {"theme": theme, "opens_at": opens_at, "closes_at": closes_at, **values}


@pytest.fixture
def send(as_user: Callable[[str], Client]) -> Callable[..., Any]:
    """Posts the form as an editor, and has the work done that follows."""

    def post(values: Values, username: str = "editor") -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return as_user(username).post(ADDRESS, values)

    return post


@pytest.fixture
def make(send: Callable[..., Any]) -> Callable[..., Page]:
    """The new conference's page, in the site's own language."""

    def run(values: Values, username: str = "editor") -> Page:
        response = send(values, username)
        assert response.status_code == 302, response.context["form"].errors
        job = Job.objects.get()
        assert job.state == Job.State.DONE, job.report
        return Page.objects.get(slug=values["slug"], locale__language_code="en").specific

    return run
