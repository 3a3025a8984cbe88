"""The screen on which an editor collects contributions for a report."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

import pytest

from conference.models import OutcomePage
from contributions.conference_registry import Conference
from contributions.models import Participant, State
from tests.conference.report.test_citations import REPORT, report_on, section
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO, posted


@pytest.fixture
def editor(db: None) -> Client:
    """The browser of somebody who may edit everything."""
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    return client


def address() -> str:
    return f"/admin/conferences/{seeded_page(DEMO).pk}/collect/"


def draft(page: OutcomePage) -> list[dict[str, Any]]:
    latest = OutcomePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [dict(child.value) for child in latest.report]


def test_chosen_contributions_go_into_a_section_of_the_draft(
    editor: Client, client: Client, conference: Conference, ada: Participant
) -> None:
    one, two = posted(conference, ada), posted(conference, ada)
    page = report_on(report=[section("Words", f"#{one.number}")])
    [there] = page.report
    form = {"numbers": [one.number, two.number], "section": there.id}
    assert editor.post(address(), form).status_code == 302
    assert [row["cited"] for row in draft(page)] == [f"#{one.number}, #{two.number}"]
    assert [row["text"].source for row in draft(page)] == ["<p>Words</p>"]
    # Published is what was before.
    assert f"#{two.number}" not in client.get(REPORT).content.decode()


def test_a_new_section_needs_a_heading(
    editor: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada)
    page = report_on()
    refused = editor.post(address(), {"numbers": [one.number], "section": ""})
    assert "Give the new section a heading." in refused.content.decode()
    assert draft(page) == []
    editor.post(address(), {"numbers": [one.number], "section": "", "title": "Training"})
    assert [(row["title"], row["cited"]) for row in draft(page)] == [("Training", f"#{one.number}")]


def test_only_published_ones_of_this_conference_are_offered(
    editor: Client, conference: Conference, ada: Participant
) -> None:
    shown = posted(conference, ada, title="sparrow")
    waits = posted(conference, ada, title="zebrafinch", state=State.WAITING)
    page = report_on()
    text = editor.get(address()).content.decode()
    assert "sparrow" in text
    assert "zebrafinch" not in text
    form = {"numbers": [shown.number, waits.number], "section": "", "title": "Training"}
    assert editor.post(address(), form).status_code == 200
    assert draft(page) == []


def test_the_list_is_narrowed_by_session_and_language(
    editor: Client, conference: Conference, ada: Participant
) -> None:
    posted(conference, ada, title="sparrow", language="fr")
    second = str(conference.sessions[1].key)
    assert "sparrow" in editor.get(address(), {"language": "fr"}).content.decode()
    assert "sparrow" not in editor.get(address(), {"language": "es"}).content.decode()
    assert "sparrow" not in editor.get(address(), {"session": second}).content.decode()


def test_without_a_report_the_screen_leads_to_a_new_one(
    editor: Client, conference: Conference
) -> None:
    text = editor.get(address()).content.decode()
    assert f"/admin/pages/add/conference/outcomepage/{seeded_page(DEMO).pk}/" in text


def test_others_than_editors_are_refused(conference: Conference) -> None:
    client = Client()
    client.force_login(User.objects.get(username="translator-fr"))
    assert client.get(address()).status_code == 302
