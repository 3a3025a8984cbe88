"""Two editors, one topic or term: entries without revisions."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.test.utils.form_data import querydict_from_html

import pytest

from conference.models import Topic
from terms.models import AuthenticText, Concept

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_conference_topic:edit"


@pytest.fixture
def topic(client: Client) -> Topic:
    return Topic.objects.filter(locale__language_code="en").order_by("pk")[0]


@pytest.fixture
def opened(as_user: Callable[[str], Client], topic: Topic) -> Callable[[str], Any]:
    """What an editor's form holds who opens the topic now."""

    def open_as(username: str) -> Any:
        html = as_user(username).get(reverse(EDIT, args=[topic.pk])).content.decode()
        return querydict_from_html(html, form_index=find_form(html)).dict()

    return open_as


def find_form(html: str) -> int:
    forms = re.findall(r"<form.*?</form>", html, re.S)
    return next(number for number, form in enumerate(forms) if 'name="key"' in form)


def save(client: Client, topic: Topic, fields: dict[str, Any], name: str) -> Any:
    return client.post(reverse(EDIT, args=[topic.pk]), fields | {"name": name})


def test_a_colleagues_topic_is_not_written_over_unasked(
    client: Client, topic: Topic, opened: Callable[[str], Any], as_user: Callable[[str], Client]
) -> None:
    mine, theirs = opened("admin"), opened("editor")
    assert save(client, topic, theirs, "Of the editor").status_code == 302
    as_user("admin")
    asked = save(client, topic, mine, "Of the administrator")
    assert asked.status_code == 409
    said = asked.content.decode()
    assert "Your changes are not saved yet" in said
    assert re.search(r"editor saved this entry on \d+ \w+ \d{4}, \d\d:\d\d UTC, after", said)
    topic.refresh_from_db()
    assert topic.name == "Of the editor"
    answer = kept_fields(asked.content.decode())
    assert client.post(reverse(EDIT, args=[topic.pk]), answer).status_code == 302
    topic.refresh_from_db()
    assert topic.name == "Of the administrator"


def test_who_confirms_is_asked_again_where_a_topic_was_saved_meanwhile(
    client: Client, topic: Topic, opened: Callable[[str], Any], as_user: Callable[[str], Client]
) -> None:
    mine, theirs = opened("admin"), opened("editor")
    save(client, topic, theirs, "First")
    as_user("admin")
    answer = kept_fields(save(client, topic, mine, "Mine").content.decode())
    theirs = opened("editor")
    save(client, topic, theirs, "Second")
    as_user("admin")
    assert client.post(reverse(EDIT, args=[topic.pk]), answer).status_code == 409


def test_nobody_is_asked_about_a_topic_that_they_saved_in_another_tab(
    client: Client, topic: Topic, opened: Callable[[str], Any]
) -> None:
    first, second = opened("editor"), opened("editor")
    assert save(client, topic, first, "In the first tab").status_code == 302
    assert save(client, topic, second, "In the second tab").status_code == 302


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "²"])
def test_numbers_that_no_change_has_do_no_harm(
    client: Client, topic: Topic, opened: Callable[[str], Any], number: str
) -> None:
    form = opened("editor") | {"loaded_log_entry": number}
    assert save(client, topic, form, "Somehow").status_code == 302


@pytest.mark.parametrize("model", [Topic, Concept, AuthenticText])
def test_forms_of_entries_without_revisions_know_when_they_were_opened(
    model: Any, as_user: Callable[[str], Client]
) -> None:
    entry = model.objects.order_by("pk").first()
    if entry is None:
        entry = model.objects.create(key="CP-1", instrument="Protocol", provision="Article 1")
    name = f"wagtailsnippets_{model._meta.label_lower.replace('.', '_')}:edit"
    html = as_user("admin").get(reverse(name, args=[entry.pk])).content.decode()
    assert len(re.findall(r'<input type="hidden" name="loaded_log_entry" value="\d+"', html)) == 1


def kept_fields(html: str) -> dict[str, str]:
    """The hidden fields of the question, as a browser sends them."""
    form = html[html.index('<form method="post" action="/admin/snippets') :]
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {unescape(name): unescape(value) for name, value in found}
