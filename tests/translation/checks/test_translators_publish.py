"""Translations are asked for the same as originals at the doors that translators use."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail_localize.models import TranslationSource

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.translation.conftest import enter_every_string, translation_of

MakePage = Callable[..., Page]
NO_COLUMNS = [{"type": "table", "value": {"caption": "Places", "columns": [], "rows": []}}]
FAULT = "Give the table at least one column"


@pytest.fixture
def french(introduction: IntroductionPage, publish_translation: MakePage) -> Page:
    """A translation that is public; its original has a table without columns since."""
    publish_translation(introduction.get_parent().specific)
    page = publish_translation(introduction)
    stored = IntroductionPage.objects.get(pk=introduction.pk)
    stored.body = [(block["type"], block["value"]) for block in NO_COLUMNS]
    stored.save(clean=False)
    source = TranslationSource.objects.get(object_id=introduction.translation_key)
    source.update_from_db()
    enter_every_string(stored, page.locale)
    return page


def is_untouched(page: Page) -> bool:
    return not list(IntroductionPage.objects.get(pk=page.pk).body)


@pytest.mark.long
def test_the_editor_of_translations_names_what_is_lacking(
    french: Page, as_user: Callable[[str], Client]
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[french.pk])
    answer = as_user("admin").post(address, {"action": "publish"})
    assert answer.status_code == 409
    assert FAULT in answer.content.decode()
    assert is_untouched(french)


@pytest.mark.long
def test_synchronising_with_publishing_names_it_too(
    introduction: Page, french: Page, as_user: Callable[[str], Client]
) -> None:
    source = TranslationSource.objects.get(object_id=introduction.translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    answer = as_user("admin").post(address, {"publish_translations": "on"})
    assert answer.status_code == 200
    assert FAULT in answer.content.decode()
    assert is_untouched(french)


@pytest.mark.long
def test_publishing_through_the_engine_is_refused_before_anything_is_committed(
    introduction: Page, french: Page, django_capture_on_commit_callbacks: Any
) -> None:
    translation = translation_of(introduction, "fr")
    revisions = french.revisions.count()
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ValidationError, match=FAULT),
    ):
        translation.save_target(publish=True)
    assert french.revisions.count() == revisions
    assert is_untouched(french)


@pytest.mark.long
def test_a_translation_that_was_never_public_stays_a_draft(
    introduction: Page, french: Page, django_capture_on_commit_callbacks: Any
) -> None:
    Page.objects.filter(pk=french.pk).update(first_published_at=None, live=False)
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ValidationError, match=FAULT),
    ):
        translation_of(introduction, "fr").save_target(publish=True)
    assert not Page.objects.get(pk=french.pk).live


@pytest.mark.long
def test_the_schedule_of_an_original_leaves_it_a_draft_and_says_why(
    introduction: Page, french: Page, as_user: Callable[[str], Client]
) -> None:
    Page.objects.filter(pk=french.pk).update(first_published_at=None, live=False)
    original = ConferencePage.objects.get(pk=introduction.get_parent().pk)
    page = IntroductionPage.objects.child_of(original).get()
    page.body, page.go_live_at = [], timezone.now() + timedelta(days=3)
    page.save_revision().publish()
    address = reverse("all_languages:schedule", args=[page.pk])
    client = as_user("admin")
    assert FAULT in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Page.objects.get(pk=french.pk).scheduled_revision is None
