"""The form for a new conference, as its users fill it in."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client, TestCase

from wagtail.models import Page

import pytest

from jobs.models import Job
from tests.conftest import demo_account
from tests.module_fixtures import module_scoped

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


TWO_SESSIONS = (session("Traits in crops"), session("Traits in fish"))


def post(client: Client, values: Values) -> Any:
    """Posts the form and has the background job done that it starts."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(ADDRESS, values)


def created(answer: Any, values: Values) -> Page:
    """The new conference's page, in the site's own language."""
    assert answer.status_code == 302, answer.context["form"].errors
    job = Job.objects.get()
    assert job.state == Job.State.DONE, job.report
    return Page.objects.get(slug=values["slug"], locale__language_code="en").specific


@pytest.fixture
def send(as_user: Callable[[str], Client]) -> Callable[..., Any]:
    """Posts the form as an editor, and has the work done that follows."""
    return lambda values, username="editor": post(as_user(username), values)


@pytest.fixture
def make(send: Callable[..., Any]) -> Callable[..., Page]:
    """The new conference's page, in the site's own language."""
    return lambda values, username="editor": created(send(values, username), values)


@pytest.fixture(scope="module")
def shared_conference(django_db_setup: None, django_db_blocker: Any) -> Iterator[Page]:
    """A conference with two sessions that an editor made, once for the whole module."""

    def make_once() -> Page:
        client = Client()
        client.force_login(demo_account("editor"))
        values = entered(*TWO_SESSIONS)
        return created(post(client, values), values)

    yield from module_scoped(django_db_blocker, make_once)


@pytest.fixture
def two_sessions(shared_conference: Page, db: None) -> Page:
    """The shared conference as it is in the database."""
    return Page.objects.get(pk=shared_conference.pk).specific
