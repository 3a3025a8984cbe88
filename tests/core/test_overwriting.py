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


def test_a_stale_save_asks_and_both_texts_stay_in_the_history(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    first, second = opened("admin"), opened("editor")
    second["search_description"] = "of the editor"
    saved = client.post(editor_of(agenda), second)
    assert saved.status_code == 302

    first |= {"search_description": "of the administrator", "action-publish": "1"}
    asked = client.post(editor_of(agenda), first)
    agenda.refresh_from_db()
    assert asked.status_code == 409
    assert "Your changes are not saved yet" in asked.content.decode()
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


def test_what_one_saved_automatically_oneself_is_no_version_of_another(
    client: Client, agenda: Page, opened: Callable[[str], Any]
) -> None:
    first = opened("admin")
    as_a_script = {"Accept": "application/json"}
    saved = client.post(editor_of(agenda), first, headers=as_a_script).json()
    first["overwrite_revision_id"] = str(saved["revision_id"])
    assert client.post(editor_of(agenda), first).status_code == 302


def fields_of(html: str) -> dict[str, list[str]]:
    """The hidden fields of the question, as a browser sends them."""
    fields: dict[str, list[str]] = {}
    form = html[html.index('<form method="post"') :]
    for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form):
        fields.setdefault(unescape(name), []).append(unescape(value))
    return fields
