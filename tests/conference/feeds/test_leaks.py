"""No calendar and no feed tells what its reader may not see, whoever asked for it before."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from wagtail.models import Locale, Page, PageViewRestriction

import pytest

from conference.models import SessionPage
from tests.conference.feeds.readers import LANGUAGES, MAINSTREAMING, OUTLETS, PORTAL, add_conference
from tests.conftest import PageFinder, seeded_page
from tests.module_fixtures import module_fixture, read_page

pytestmark = pytest.mark.django_db
SECRET = "Confidential"
RUNNING = f"{PORTAL}/running"


def restrict(page: Page, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")


def schedule(page: Page) -> None:
    page.unpublish()
    page.go_live_at = "2099-01-01T00:00:00Z"
    page.save_revision(approved_go_live_at=page.go_live_at)


CLOSED: dict[str, Any] = {
    "draft": lambda page: page.unpublish(),
    "scheduled": schedule,
    "expired": lambda page: Page.objects.filter(pk=page.pk).update(live=False, expired=True),
    "login": lambda page: restrict(page, PageViewRestriction.LOGIN),
    "password": lambda page: restrict(page, PageViewRestriction.PASSWORD),
    "group": lambda page: restrict(page, PageViewRestriction.GROUPS),
}


def make_session() -> int:
    conference = add_conference(
        seeded_page(PORTAL),
        "running",
        title=f"{SECRET} conference",
        full_title=f"{SECRET} conference",
        summary=f"{SECRET} conference",
    )
    session = SessionPage(
        title=f"{SECRET} session",
        theme=f"{SECRET} session",
        summary=f"{SECRET} session",
        slug="session-1",
        number=1,
        locale=Locale.get_default(),
        opens_at=conference.opens_at,
        closes_at=conference.closes_at,
    )
    conference.add_child(instance=session)
    session.save_revision().publish()
    return session.pk


running_session = module_fixture(make_session)


@pytest.fixture
def session(running_session: int, db: None) -> SessionPage:
    """A dated session of a running conference; both bear the secret."""
    page: SessionPage = read_page(running_session)
    return page


def texts(client: Client, editor: Client, path: str) -> list[str]:
    """Cold, and after an editor asked."""
    found = []
    for name in OUTLETS:
        address = f"/en/{path}/{name}"
        found.append(client.get(address).content.decode())
        editor.get(address)
        found.append(client.get(address).content.decode())
    return found


@pytest.fixture
def editor(account: Any) -> Client:
    client = Client()
    client.force_login(account("admin"))
    return client


@pytest.mark.long
def test_what_is_open_is_shown(client: Client, editor: Client, session: SessionPage) -> None:
    """The tests below would hold of an empty outlet."""
    calendar, _, feed, _ = texts(client, editor, RUNNING)
    assert f"{SECRET} session" in calendar
    assert f"{SECRET} session" in feed
    assert all(f"{SECRET} conference" in text for text in texts(client, editor, PORTAL))


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("path", [RUNNING, PORTAL])
def test_a_closed_session_is_in_no_outlet(
    client: Client, editor: Client, session: SessionPage, state: str, path: str
) -> None:
    CLOSED[state](session)
    for text in texts(client, editor, path):
        assert f"{SECRET} conference" in text
        assert f"{SECRET} session" not in text


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("path", [RUNNING, PORTAL])
def test_a_closed_conference_and_its_sessions_are_in_no_outlet(
    client: Client, editor: Client, session: SessionPage, state: str, path: str
) -> None:
    CLOSED[state](session.conference)
    assert all(SECRET not in text for text in texts(client, editor, path))


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("path", [RUNNING, PORTAL])
def test_nothing_below_a_closed_portal_is_in_an_outlet(
    client: Client, editor: Client, page_at: PageFinder, session: SessionPage, state: str, path: str
) -> None:
    CLOSED[state](page_at(PORTAL))
    assert all(SECRET not in text for text in texts(client, editor, path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_of_another_text_is_not_told(
    client: Client, page_at: PageFinder, language: str
) -> None:
    page = page_at(MAINSTREAMING, language)
    page.full_title = page.summary = page.title = SECRET
    page.save_revision()
    for name in OUTLETS:
        content = client.get(f"/{language}/{MAINSTREAMING}/{name}").content.decode()
        assert SECRET not in content


@pytest.mark.parametrize("name", OUTLETS)
def test_who_may_see_a_private_conference_gets_it_whole_and_no_shared_cache_does(
    client: Client, account: Any, session: SessionPage, name: str
) -> None:
    group = Group.objects.create(name="Participants")
    restriction = PageViewRestriction.objects.create(
        page=session.conference, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    user = account("editor")
    user.groups.add(group)
    client.force_login(user)
    response = client.get(f"/en/{RUNNING}/{name}")
    assert f"{SECRET} session" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    stranger = Client().get(f"/en/{RUNNING}/{name}", HTTP_IF_NONE_MATCH=response["ETag"])
    assert stranger.status_code == 302
    assert "ETag" not in stranger


def test_a_language_without_the_conference_has_no_outlet(
    client: Client, page_at: PageFinder
) -> None:
    page_at(MAINSTREAMING, "fr").unpublish()
    for name in OUTLETS:
        assert client.get(f"/fr/{MAINSTREAMING}/{name}").status_code == 404
        assert client.get(f"/es/{MAINSTREAMING}/{name}").status_code == 200
