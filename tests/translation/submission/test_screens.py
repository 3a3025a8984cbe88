"""The ways into the work: “include subtree”, and “Translate” for a selection."""

from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, SessionPage
from jobs.models import Job
from tests.translation.submission.conftest import locale, slugs_below

BULK = ["wagtailcore", "page", "translate"]


def bulk_address(*pages: Page) -> str:
    query = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=BULK)}?{query}"


def test_a_subtree_is_submitted_as_background_work(
    conference: ConferencePage,
    client: Client,
    account: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(account("editor"))
    address = reverse("wagtail_localize:submit_page_translation", args=[conference.pk])
    data = {"locales": [locale("fr").pk], "include_subtree": "on"}
    with django_capture_on_commit_callbacks(execute=False):
        response = client.post(address, data)
    assert not conference.has_translation(locale("fr"))
    job = Job.objects.get()
    assert response.url == job.url
    assert job.subject == "Trial"


@pytest.mark.long
def test_a_single_page_is_submitted_at_once_and_stands_in_order(
    conference: ConferencePage, sessions: list[SessionPage], client: Client, account: Any
) -> None:
    client.force_login(account("editor"))
    for page in (conference, sessions[2], sessions[0]):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        response = client.post(address, {"locales": [locale("fr").pk]})
        french = page.get_translation(locale("fr"))
        assert response.url == reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert not Job.objects.exists()
    assert slugs_below(conference.get_translation(locale("fr"))) == ["session-1", "session-3"]


@pytest.mark.long
def test_a_selection_is_submitted_from_the_explorer(
    conference: ConferencePage,
    sessions: list[SessionPage],
    client: Client,
    account: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(account("editor"))
    address = bulk_address(conference)
    screen = client.get(address).content.decode()
    assert "4 pages are below it" in screen
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"locales": [locale("fr").pk], "below": "on"})
    job = Job.objects.get()
    assert response.url == job.url
    assert job.state == Job.State.DONE
    assert conference.get_translation(locale("fr")).numchild == 4
    assert "4 pages are below it" not in client.get(job.url).content.decode()


def test_a_translator_is_offered_the_own_language_only(
    conference: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    form = client.get(bulk_address(conference)).context["form"]
    assert [each.language_code for each in form.fields["locales"].queryset] == ["fr"]
    client.post(bulk_address(conference), {"locales": [locale("es").pk]})
    assert not Job.objects.exists()


@pytest.mark.parametrize("hide", [True, False])
def test_a_draft_is_not_submitted_by_a_translator(
    hide: bool, conference: ConferencePage, client: Client, account: Any
) -> None:
    if hide:
        conference.unpublish()
    client.force_login(account("translator-fr"))
    client.post(bulk_address(conference), {"locales": [locale("fr").pk]})
    assert Job.objects.exists() is not hide


def test_a_translation_that_is_submitted_itself_is_refused_with_the_reason(
    conference: ConferencePage, client: Client, account: Any, submit: Any
) -> None:
    french = submit(conference)
    client.force_login(account("admin"))
    address = reverse("wagtail_localize:submit_page_translation", args=[french.pk])
    screen = client.post(address, {"locales": [locale("es").pk]}, follow=True).content.decode()
    assert "These are translations themselves" in screen
    assert not conference.has_translation(locale("es"))
