"""Traps: a page submitted for translation is live in English at once; deleting a page deletes
every translation ever made of it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of


def test_the_settings_that_cure_live_status_and_deletion_are_on() -> None:
    assert settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE is False
    assert settings.WAGTAILLOCALIZE_DISABLE_ON_DELETE is True


@pytest.mark.long
def test_submitting_a_live_page_does_not_make_its_english_text_live_in_french(
    conference: ConferencePage,
    submit: Callable[..., Page],
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        draft = submit(conference)
    draft.refresh_from_db()
    assert conference.live
    assert not draft.live
    assert client.get(conference.url).status_code == 200
    assert client.get(draft.url).status_code == 404


def _stored(conference: ConferencePage) -> set[str]:
    strings = StringTranslation.objects.filter(context__object_id=conference.translation_key)
    return set(strings.values_list("data", flat=True))


@pytest.mark.long
def test_deleting_the_original_keeps_its_stored_translations(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    before = _stored(conference)
    assert "übersetzt A conference for trial" in before
    conference.delete()
    assert _stored(conference) == before
    translation = translation_of(conference, "fr")
    assert not translation.enabled


@pytest.mark.long
def test_deleting_a_translation_keeps_its_strings_for_the_next_one(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    french = publish_translation(conference)
    before = _stored(conference)
    french.delete()
    assert before
    assert _stored(conference) == before
    assert Translation.objects.filter(source__object_id=conference.translation_key).exists()
