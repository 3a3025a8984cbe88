"""Further work of each role, through the admin's real views; the table is in `test_roles`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

import pytest

from conference.models import ConferencePage
from tests.accounts.test_roles import MAY_ADD, MAY_EDIT, MAY_PUBLISH

PORTAL = "protocol/capacity-building/portal"
OBJECTIVES = f"{PORTAL}/archive/mainstreaming/objectives"
LANGUAGES = ["en", "es", "fr"]


matrix = pytest.mark.parametrize("language", LANGUAGES)
everybody = pytest.mark.parametrize("who", sorted(MAY_EDIT))


@pytest.fixture
def enter(client: Client, account: Any) -> Callable[[str], Client]:
    def run(who: str) -> Client:
        assert client.login(username=account(who).username, password="demo")
        return client

    return run


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def was_refused(response: Any) -> bool:
    """Wagtail sends whoever lacks a right back to the dashboard."""
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


@matrix
@everybody
def test_a_page_is_taken_offline_by_those_who_publish_in_its_language(
    who: str, language: str, enter: Callable[[str], Client], page_at: Callable[..., Any]
) -> None:
    page = page_at(OBJECTIVES, language)
    response = enter(who).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert page.live == (language not in MAY_PUBLISH.get(who, set()))
    assert was_refused(response) == (language not in MAY_PUBLISH.get(who, set()))


@matrix
@everybody
def test_pages_are_deleted_in_bulk_by_those_who_write_in_their_language(
    who: str,
    language: str,
    enter: Callable[[str], Client],
    page_at: Callable[..., Any],
) -> None:
    page = page_at(OBJECTIVES, language)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    enter(who).post(f"{address}?id={page.pk}")
    is_left = Page.objects.filter(pk=page.pk).exists()
    assert is_left == (language not in MAY_ADD.get(who, set()))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_translator_publishes_nothing_in_another_language(
    language: str,
    enter: Callable[[str], Client],
    page_at: Callable[..., Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = page_at(OBJECTIVES, language)
    with django_capture_on_commit_callbacks(execute=True):
        response = enter("translator-fr").post(
            edit_address(page), {"action": "publish", "action-publish": "on"}
        )
    assert was_refused(response)
    assert page_at(OBJECTIVES, language).latest_revision_id == page.latest_revision_id


def test_an_editor_creates_a_conference_that_the_portal_shows_as_upcoming(
    enter: Callable[[str], Client], page_at: Callable[..., Any]
) -> None:
    portal = page_at(PORTAL)
    opening = timezone.now() + timedelta(days=30)
    data = nested_form_data(
        {
            "title": "Socio-economics",
            "slug": "socio-economics",
            "full_title": "Socio-economic considerations in decisions on biosafety",
            "summary": "",
            "opens_at": opening.strftime("%Y-%m-%d %H:%M"),
            "closes_at": (opening + timedelta(days=14)).strftime("%Y-%m-%d %H:%M"),
            "extended_to": "",
            "seo_title": "",
            "search_description": "",
            "body": streamfield([]),
            "outcomes": inline_formset([]),
            "see_also_links": inline_formset([]),
            "comments": inline_formset([]),
            "action-publish": "on",
        }
    )
    client = enter("editor")
    address = reverse("wagtailadmin_pages:add", args=["conference", "conferencepage", portal.pk])
    response = client.post(address, data)
    page = ConferencePage.objects.get(slug="socio-economics")
    assert response.status_code == 302
    assert page.live
    assert page.owner.username == "editor"
    assert page.state.is_upcoming
    response = client.get(portal.url)
    assert page in response.context["upcoming_conferences"]
    assert "Socio-economic considerations" in response.content.decode()


@pytest.mark.parametrize("who", sorted(set(MAY_EDIT) - {"admin"}))
def test_locales_are_the_administrators(
    who: str, enter: Callable[[str], Client], home: Page
) -> None:
    assert was_refused(enter(who).get(reverse("wagtaillocales:index")))


@everybody
def test_redirects_are_kept_by_moderators(
    who: str, enter: Callable[[str], Client], home: Page
) -> None:
    response = enter(who).get(reverse("wagtailredirects:index"))
    assert was_refused(response) == (who not in ("admin", "moderator"))


def test_a_lock_is_lifted_by_a_reviewer_and_not_by_a_translator(
    enter: Callable[[str], Client], page_at: Callable[..., Any], account: Any
) -> None:
    page = page_at(OBJECTIVES, "fr")
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=account("admin"))
    address = reverse("wagtailadmin_pages:unlock", args=[page.pk])
    enter("translator-fr").post(address)
    assert page_at(OBJECTIVES, "fr").locked
    enter("reviewer").post(address)
    assert not page_at(OBJECTIVES, "fr").locked
