"""Two editors, one topic, setting, image or account: entries without revisions."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, Site
from wagtail.test.utils.form_data import querydict_from_html

import pytest

from conference.models import Topic
from core.admin.conflicts_without_revisions import LOADED

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
        fields = querydict_from_html(html, form_index=find_form(html)).dict()
        return fields | {LOADED: opened_at(html)}

    return open_as


def opened_at(html: str) -> str:
    """The number in the field beside the form, as browsers send it."""
    (number,) = re.findall(
        r'<input type="hidden" name="loaded_log_entry" value="(\d+)" form="w-editor-form">', html
    )
    return str(number)


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


ENTRIES: dict[str, Callable[[], tuple[list[Any], dict[str, Any]]]] = {}


def entry(name: str) -> Any:
    """Registers a case: the arguments of the edit view's address, and a form that it takes."""

    def register(case: Any) -> Any:
        ENTRIES[name] = case
        return case

    return register


@entry("wagtailsettings:edit")
def settings_of_the_site() -> tuple[list[Any], dict[str, Any]]:
    site = Site.objects.get()
    return ["core", "sitesettings", site.pk], {"contact_email": "one@example.org"}


@entry("wagtailimages:edit")
def image() -> tuple[list[Any], dict[str, Any]]:
    image = get_image_model().objects.create(title="A room", file=get_test_image_file())
    return [image.pk], {"title": "A hall", "tags": ""}


@entry("wagtaildocs:edit")
def document() -> tuple[list[Any], dict[str, Any]]:
    document = get_document_model()(title="A list")
    document.file.save("list.txt", ContentFile(b"A list"))
    return [document.pk], {"title": "A record", "tags": ""}


@entry("wagtailredirects:edit")
def redirect() -> tuple[list[Any], dict[str, Any]]:
    redirect = Redirect.objects.create(old_path="/old", redirect_link="https://example.org/")
    return [redirect.pk], {"old_path": "/older", "redirect_link": "https://example.org/"}


@entry("wagtailusers_groups:edit")
def group() -> tuple[list[Any], dict[str, Any]]:
    return [Group.objects.create(name="Guests").pk], {"name": "Visitors"}


@entry("wagtailusers_users:edit")
def user() -> tuple[list[Any], dict[str, Any]]:
    user = get_user_model().objects.create(username="guest", email="guest@example.org")
    names = {"first_name": "G", "last_name": "Guest", "email": "guest@example.org"}
    return [user.pk], {"username": "guest", "is_active": "on", **names}


@pytest.mark.parametrize("name", [*ENTRIES])
def test_a_colleagues_change_of_any_entry_is_not_written_over_unasked(
    name: str, as_user: Callable[[str], Client]
) -> None:
    arguments, form = ENTRIES[name]()
    address = reverse(name, args=arguments)
    client = as_user("admin")
    html = client.get(address).content.decode()
    form |= {LOADED: opened_at(html)}
    for rows in re.findall(r'name="([\w-]+)-TOTAL_FORMS"', html):
        form |= {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    colleague = get_user_model().objects.create_superuser("colleague")
    as_user("colleague")
    assert client.post(address, form).status_code == 302
    assert ModelLogEntry.objects.filter(user=colleague).exists()
    as_user("admin")
    asked = client.post(address, form)
    assert asked.status_code == 409
    assert "colleague saved this entry on" in asked.content.decode()
    number = re.search(r'name="loaded_log_entry" value="(\d+)"', asked.content.decode())
    assert number is not None
    assert client.post(address, form | {LOADED: number[1]}).status_code == 302


def kept_fields(html: str) -> dict[str, str]:
    """The hidden fields of the question, as a browser sends them."""
    form = html[html.index('<form method="post" action="/admin/snippets') :]
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {unescape(name): unescape(value) for name, value in found}
