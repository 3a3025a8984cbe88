"""Two editors, one page."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

import pytest

pytestmark = pytest.mark.django_db
PATH = "protocol/capacity-building/portal/archive/mainstreaming/agenda"
AS_A_SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def agenda(page_at: Callable[..., Any]) -> Page:
    page = page_at(PATH)
    page.save_revision().publish()
    return page


@pytest.fixture
def opened(as_user: Callable[[str], Client], agenda: Page) -> Callable[[str], Any]:
    """What an editor's form holds who opens the page now."""

    def open_as(username: str) -> Any:
        html = as_user(username).get(editor_of(agenda)).content.decode()
        # The script of the editor would add the blocks of the body.
        fields = querydict_from_html(html, form_id="page-edit-form").dict()
        return fields | {
            "body-count": "0",
            "closing-count": "0",
        }

    return open_as


def editor_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def texts(page: Page) -> list[str]:
    """The descriptions in the history, the latest first."""
    revisions = page.revisions.order_by("-created_at", "-pk")
    return [revision.content["search_description"] for revision in revisions]


@pytest.mark.long
def test_a_stale_save_asks_and_both_texts_stay_in_the_history(
    client: Client, agenda: Page, opened: Callable[[str], Any], as_user: Callable[[str], Client]
) -> None:
    first, second = opened("admin"), opened("editor")
    second["search_description"] = "of the editor"
    saved = client.post(editor_of(agenda), second)
    assert saved.status_code == 302

    as_user("admin")
    first |= {"search_description": "of the administrator", "action-publish": "1"}
    asked = client.post(editor_of(agenda), first)
    agenda.refresh_from_db()
    assert asked.status_code == 409
    said = asked.content.decode()
    assert "Your changes are not saved yet" in said
    assert re.search(r"editor saved this page on \d+ \w+ \d{4}, \d\d:\d\d UTC, after", said)
    assert texts(agenda)[0] == "of the editor"
    assert agenda.search_description != "of the administrator"

    answer = fields_of(asked.content.decode())
    assert client.post(editor_of(agenda), answer).status_code == 302
    agenda.refresh_from_db()
    assert texts(agenda)[:2] == ["of the administrator", "of the editor"]
    assert agenda.search_description == "of the administrator"


def test_who_confirms_is_asked_again_where_a_third_saved_meanwhile(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    first = opened("admin")
    agenda.save_revision()
    answer = fields_of(client.post(editor_of(agenda), first).content.decode())
    agenda.save_revision()
    assert client.post(editor_of(agenda), answer).status_code == 409


@pytest.mark.long
@pytest.mark.parametrize("button", [{}, {"action-publish": "1"}])
@pytest.mark.parametrize("times", [1, 2])
def test_nobody_is_asked_about_what_their_own_window_saved_by_itself(
    client: Client, agenda: Page, opened: Callable[[str], Any], button: dict[str, str], times: int
) -> None:
    """The button sends the form as it was opened: it names none of the automatic saves."""
    form = opened("editor")
    saved_by_itself(client, agenda, form, times)
    answer = client.post(editor_of(agenda), form | button | {"search_description": "of the button"})
    assert answer.status_code == 302
    assert texts(agenda)[:2] == ["of the button", "by itself"]


@pytest.mark.long
def test_nobody_is_asked_in_either_of_ones_own_tabs(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    first = opened("editor")
    saved_by_itself(client, agenda, first)
    second = opened("editor")
    saved_by_itself(client, agenda, second)
    assert client.post(editor_of(agenda), second).status_code == 302
    assert client.post(editor_of(agenda), first).status_code == 302


@pytest.mark.long
def test_a_stale_tab_of_ones_own_saves_itself_and_what_the_other_saved_stays_in_the_history(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    stale, other = opened("editor"), opened("editor")
    number = saved_by_itself(client, agenda, stale)
    saved = client.post(editor_of(agenda), other | {"search_description": "of the other tab"})
    assert saved.status_code == 302
    stale |= {"search_description": "of the stale tab", "overwrite_revision_id": str(number)}
    answer = client.post(editor_of(agenda), stale, headers=AS_A_SCRIPT)
    assert answer.json()["success"] is True
    assert answer.json()["revision_id"] > number
    assert texts(agenda)[:3] == ["of the stale tab", "of the other tab", "by itself"]


@pytest.mark.long
def test_an_automatic_save_goes_on_after_one_whose_answer_was_lost(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    form = opened("editor")
    saved_by_itself(client, agenda, form)
    saved_by_itself(client, agenda, form)


@pytest.mark.long
@pytest.mark.parametrize("interval", [0, 500])
def test_a_colleague_is_asked_about_with_automatic_saving_on_and_off(
    client: Client,
    agenda: Page,
    opened: Callable[[str], Any],
    as_user: Callable[[str], Client],
    settings: Any,
    interval: int,
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = interval
    mine, theirs = opened("editor"), opened("admin")
    assert client.post(editor_of(agenda), theirs).status_code == 302
    as_user("editor")
    assert client.post(editor_of(agenda), mine).status_code == 409
    assert client.post(editor_of(agenda), opened("editor")).status_code == 302


def test_automatic_saves_that_are_refused_leave_the_button_as_it_was(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    form = opened("editor")
    refused = client.post(editor_of(agenda), form | {"title": ""}, headers=AS_A_SCRIPT)
    assert refused.status_code == 400
    assert client.post(editor_of(agenda), form).status_code == 302


@pytest.mark.long
@pytest.mark.parametrize("by_itself", [True, False])
def test_a_colleagues_version_is_asked_about_that_was_saved_first(
    client: Client,
    agenda: Page,
    opened: Callable[[str], Any],
    as_user: Callable[[str], Client],
    by_itself: bool,
) -> None:
    mine, theirs = opened("editor"), opened("admin")
    save(client, agenda, theirs, by_itself=by_itself)
    mine |= {"search_description": "mine"}
    as_user("editor")
    refused = client.post(editor_of(agenda), mine, headers=AS_A_SCRIPT)
    assert refused.json()["error_code"] == "invalid_revision"
    assert client.post(editor_of(agenda), mine).status_code == 409
    assert "mine" not in texts(agenda)


@pytest.mark.long
@pytest.mark.parametrize("by_itself", [True, False])
def test_a_colleagues_version_is_asked_about_that_was_made_from_ones_own_automatic_save(
    client: Client,
    agenda: Page,
    opened: Callable[[str], Any],
    as_user: Callable[[str], Client],
    by_itself: bool,
) -> None:
    mine = opened("editor")
    number = saved_by_itself(client, agenda, mine)
    save(client, agenda, opened("admin"), by_itself=by_itself)
    as_user("editor")
    overwriting = mine | {"overwrite_revision_id": str(number)}
    refused = client.post(editor_of(agenda), overwriting, headers=AS_A_SCRIPT)
    assert refused.json()["error_code"] == "invalid_revision"
    assert client.post(editor_of(agenda), mine).status_code == 409


@pytest.mark.long
def test_a_colleagues_version_is_asked_about_that_lies_below_one_of_ones_own_other_tab(
    client: Client, agenda: Page, opened: Callable[[str], Any], account: Callable[[str], Any]
) -> None:
    stale = opened("editor")
    theirs = agenda.save_revision(user=account("admin"))
    assert client.post(editor_of(agenda), opened("editor")).status_code == 302
    asked = client.post(editor_of(agenda), stale)
    assert asked.status_code == 409
    assert asked.context["newer"] == theirs
    assert client.post(editor_of(agenda), fields_of(asked.content.decode())).status_code == 302


def test_a_version_is_asked_about_that_went_on_saving_itself_after_it_was_opened(
    client: Client, agenda: Page, opened: Callable[[str], Any], account: Callable[[str], Any]
) -> None:
    theirs = agenda.save_revision(user=account("admin"))
    mine = opened("editor")
    agenda.save_revision(user=account("admin"), overwrite_revision=theirs)
    assert client.post(editor_of(agenda), mine).status_code == 409


@pytest.mark.parametrize(
    "named",
    [
        {"loaded_revision_id": "9" * 40},
        {"loaded_revision_id": "x"},
        {"loaded_revision_id": ""},
        {"loaded_revision_created_at": "yesterday"},
        {"loaded_revision_created_at": "2020-01-01T00:00:00"},
    ],
)
def test_versions_that_there_are_none_of_do_no_harm(
    client: Client, agenda: Page, opened: Callable[[str], Any], named: dict[str, str]
) -> None:
    agenda.save_revision()
    form = opened("editor")
    assert client.post(editor_of(agenda), form | named).status_code in {302, 409}


def save(client: Client, page: Page, fields: dict[str, Any], *, by_itself: bool) -> None:
    """As whoever is signed in: with the button, or as Wagtail's script does."""
    if by_itself:
        saved_by_itself(client, page, fields)
    else:
        assert client.post(editor_of(page), fields).status_code == 302


def saved_by_itself(client: Client, page: Page, fields: dict[str, Any], times: int = 1) -> int:
    """Wagtail's automatic saving from one window: the number of the version it writes over."""
    sent = fields | {"search_description": "by itself"}
    number = 0
    for _time in range(times):
        answer = client.post(editor_of(page), sent, headers=AS_A_SCRIPT)
        assert answer.status_code == 200, answer.content
        number = answer.json()["revision_id"]
        sent = sent | {"overwrite_revision_id": str(number)}
    return number


def fields_of(html: str) -> dict[str, list[str]]:
    """The hidden fields of the question, as a browser sends them."""
    fields: dict[str, list[str]] = {}
    form = html[html.index('<form method="post"') :]
    for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form):
        fields.setdefault(unescape(name), []).append(unescape(value))
    return fields
