"""What a new conference consists of, in which languages, and that none of it is public yet."""

import re
from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client, TestCase

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

import pytest

from conference.models import SessionPage
from jobs.models import Job
from tests.conference.new_conference.conftest import PORTAL

pytestmark = pytest.mark.django_db
Make = Callable[..., Page]

PARTS = ["introduction", "objectives", "agenda", "session-1", "session-2"]
LANGUAGES = ["en", "es", "fr"]


def tree(conference: Page) -> list[Page]:
    """The conference and its pages in all languages."""
    versions = conference.get_translations(inclusive=True)
    return [
        page
        for version in versions
        for page in Page.objects.descendant_of(version, inclusive=True).specific()
    ]


def translate_the_rest(page: Page) -> Translation:
    """What the standing titles leave to the translators."""
    translation = Translation.objects.select_related("source").get(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    for segment in translation.source.stringsegment_set.select_related("string"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=page.locale,
            defaults={"data": f"{page.locale.language_code} {segment.string.data}"},
        )
    return translation


@pytest.mark.long
def test_all_pages_are_made_in_every_language(two_sessions: Page) -> None:
    for language in LANGUAGES:
        version = two_sessions.get_translations(inclusive=True).get(locale__language_code=language)
        assert version.get_parent().slug == "portal"
        assert version.get_parent().locale.language_code == language
        assert [child.slug for child in version.get_children()] == PARTS
        assert {child.locale.language_code for child in version.get_children()} == {language}


@pytest.mark.slow
def test_nothing_of_it_is_public(two_sessions: Page, client: Client) -> None:
    pages = tree(two_sessions)
    client.logout()
    assert len(pages) == 18
    for page in pages:
        assert not page.live
        for ending in ("", "print/", "print.pdf"):
            assert client.get(page.get_url() + ending).status_code == 404
    for language in LANGUAGES:
        assert "traits" not in client.get(f"/{language}/{PORTAL}/").content.decode()


def test_the_tree_is_sound_and_its_parents_count_their_children(two_sessions: Page) -> None:
    pages = tree(two_sessions)
    assert not any(Page.find_problems())
    for page in pages:
        assert page.numchild == page.get_children().count()


@pytest.mark.slow
def test_each_page_can_be_edited_by_its_editor_and_once_it_is_public_by_translators(
    two_sessions: Page, as_user: Callable[[str], Client]
) -> None:
    pages = tree(two_sessions)

    def answers(username: str, language: str) -> list[HttpResponse]:
        own = [page for page in pages if page.locale.language_code == language]
        return [as_user(username).get(f"/admin/pages/{page.pk}/edit/?form=1") for page in own]

    # An English draft is withheld from translators, and with it its copies in their languages.
    assert [each.status_code for each in answers("translator-es", "es")] == [302] * 6
    for page, editor in zip(pages, answers("editor", "en"), strict=False):
        assert editor.status_code == 200
        assert b"wagtail_localize" not in editor.content
        page.get_latest_revision().publish()
    for username, language in (("translator-es", "es"), ("translator-fr", "fr")):
        translators = answers(username, language)
        assert [each.status_code for each in translators] == [200] * 6
        assert all(b"wagtail_localize" in each.content for each in translators)


def test_translators_find_the_standing_titles_done_and_the_rest_to_do(two_sessions: Page) -> None:
    titles = {
        language: [
            child.get_latest_revision_as_object().title
            for child in two_sessions.get_translation(
                Locale.objects.get(language_code=language)
            ).get_children()
        ]
        for language in ("es", "fr")
    }
    assert titles["es"] == ["Introducción", "Objetivos", "Programa", "Sesión 1", "Sesión 2"]
    assert titles["fr"] == ["Introduction", "Objectifs", "Ordre du jour", "Session 1", "Session 2"]
    first = SessionPage.objects.child_of(two_sessions).get(number=1)
    translation = Translation.objects.get(
        source__object_id=first.translation_key, target_locale__language_code="fr"
    )
    assert translation.enabled
    assert translation.get_progress() == (2, 1)


@pytest.mark.slow
def test_published_all_pages_can_be_read_in_every_language(
    two_sessions: Page, client: Client
) -> None:
    pages = tree(two_sessions)
    with TestCase.captureOnCommitCallbacks(execute=True):
        for page in pages:
            if page.locale.language_code == "en":
                page.get_latest_revision().publish()
            else:
                translate_the_rest(page).save_target(publish=True)
    client.logout()
    for page in pages:
        response = client.get(page.get_url())
        assert response.status_code == 200
        assert f'lang="{page.locale.language_code}"' in response.content.decode()
    assert not any(Page.find_problems())
    french = client.get(f"/fr/{PORTAL}/traits/agenda/").content.decode()
    assert re.search(r"<h1[^>]*>\s*Ordre du jour", french)


def test_its_maker_is_led_to_the_new_conference(
    two_sessions: Page, as_user: Callable[[str], Client]
) -> None:
    job = Job.objects.get()
    assert job.result_url == f"/admin/pages/{two_sessions.pk}/"
    assert (job.done, job.total) == (18, 18)
    assert "All 6 pages" in job.report[-1]
    assert two_sessions.owner == job.owner
    assert as_user("editor").get(job.result_url).status_code == 200
