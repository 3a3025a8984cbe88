"""A language is added in one guided step, and nothing of it is public."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

from conference.models import Topic
from jobs import runner
from jobs.models import Job

WITH_ARABIC = [*settings.LANGUAGES, ("ar", "العربيّة")]
ADDRESS = "/admin/locales/new/"
PROTOCOL = "protocol"


@pytest.fixture
def arabic() -> Iterator[None]:
    with override_settings(LANGUAGES=WITH_ARABIC, WAGTAIL_CONTENT_LANGUAGES=WITH_ARABIC):
        yield


@pytest.fixture
def add(
    client: Client, account: Any, django_capture_on_commit_callbacks: Any
) -> Callable[..., Job]:
    def run(*sections: Page) -> Job:
        client.force_login(account("admin"))
        data = {"language": "ar", "sections": [page.pk for page in sections]}
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(ADDRESS, data)
        assert response.status_code == 302
        job = Job.objects.get()
        assert response.url == job.url
        return job

    return run


def arabic_pages() -> Any:
    return Page.objects.filter(locale__language_code="ar")


def test_the_screen_stands_where_wagtails_form_for_a_locale_stood() -> None:
    assert reverse("wagtaillocales:add") == ADDRESS


@pytest.mark.slow
@pytest.mark.usefixtures("arabic")
def test_the_home_page_and_chosen_sections_are_made_as_drafts(
    add: Callable[..., Job], page_at: Callable[..., Any], home: Page
) -> None:
    portal = page_at("protocol/capacity-building/portal")
    job = add(portal)
    assert job.state == Job.State.DONE
    below = Page.objects.descendant_of(portal, inclusive=True).count()
    # The home page, and the two pages between it and the portal.
    assert arabic_pages().count() == 3 + below
    assert not arabic_pages().live().exists()
    assert not arabic_pages().filter(alias_of__isnull=False).exists()
    assert not any(Page.find_problems())
    translated = home.get_translation(Locale.objects.get(language_code="ar"))
    assert job.result_url == reverse("wagtailadmin_explore", args=[translated.pk])
    topics = Topic.objects.filter(locale__language_code="en")
    handed = Topic.objects.filter(locale__language_code="ar")
    assert topics.exists()
    assert set(handed.values_list("translation_key")) == set(topics.values_list("translation_key"))
    left = Page.objects.descendant_of(home).count() + 1 - arabic_pages().count()
    assert f"Topics handed to translators: {topics.count()}" in job.report
    assert (
        f"{left} pages are not handed over yet. Select them in the explorer and choose “Translate”."
        in job.report
    )
    assert "Give translators and reviewers rights in the new language." in job.report


@pytest.mark.slow
@pytest.mark.usefixtures("arabic")
def test_readers_of_the_new_language_are_led_to_another_until_its_home_is_live(
    add: Callable[..., Job], client: Client, page_at: Callable[..., Any]
) -> None:
    add(page_at(PROTOCOL))
    client.logout()
    for path in ("/ar/", "/ar/protocol/"):
        response = client.get(path)
        assert response.status_code in (302, 404)
        assert "/ar/" not in response.headers.get("Location", "")


@pytest.mark.slow
@pytest.mark.usefixtures("arabic")
def test_work_that_is_resumed_makes_nothing_twice(
    add: Callable[..., Job], page_at: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    job = add(page_at(PROTOCOL))
    count = arabic_pages().count()
    last = arabic_pages().order_by("path").last()
    last.delete()
    Job.objects.update(state=Job.State.FAILED)
    job.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assert runner.resume(job)
    assert arabic_pages().count() == count


def test_a_language_that_is_not_configured_is_refused(client: Client, account: Any) -> None:
    client.force_login(account("admin"))
    screen = client.get(ADDRESS).content.decode()
    assert "SITE_LANGUAGES" in screen
    client.post(ADDRESS, {"language": "ar"})
    assert not Job.objects.exists()
    assert not Locale.objects.filter(language_code="ar").exists()


def test_a_language_that_was_taken_out_meanwhile_is_refused(
    account: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = runner.start("add-language", account("admin"), language="ar", sections=[])
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "“ar”" in job.report[0]
    assert not Locale.objects.filter(language_code="ar").exists()


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("who", ["editor", "translator-fr", "reviewer"])
def test_only_administrators_add_languages(who: str, client: Client, account: Any) -> None:
    client.force_login(account(who))
    assert client.get(ADDRESS).status_code == 302
    client.post(ADDRESS, {"language": "ar"})
    assert not Job.objects.exists()
