"""What submitting takes from wagtail-localize, as its version in requirements.txt has it."""

import inspect
from collections.abc import Callable

from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import TranslationCreator

import pytest

from conference.models import ConferencePage
from translation import upstream
from translation.sync import segment_states

pytestmark = pytest.mark.django_db


def french() -> Locale:
    return Locale.objects.get(language_code="fr")


def test_related_objects_can_be_left_out() -> None:
    parameters = inspect.signature(TranslationCreator.create_translations).parameters
    assert list(parameters) == ["self", "instance", "include_related_objects"]
    assert list(inspect.signature(TranslationCreator).parameters) == ["user", "target_locales"]


@pytest.mark.long
def test_a_new_translation_is_a_draft_with_a_revision(conference: ConferencePage) -> None:
    upstream.create_draft(conference, french(), None)
    page = conference.get_translation(french())
    assert not page.live
    assert page.latest_revision is not None
    assert upstream.is_translation(page)
    assert not upstream.is_translation(conference)


def test_an_unchanged_page_is_not_handed_over_anew(conference: ConferencePage) -> None:
    assert not upstream.hand_over_anew(conference)
    upstream.create_draft(conference, french(), None)
    assert not upstream.hand_over_anew(conference)
    conference.full_title = "Another title"
    conference.save()
    assert upstream.hand_over_anew(conference)
    source = TranslationSource.objects.get_for_instance(conference)
    assert source.as_instance().full_title == "Another title"


@pytest.mark.long
def test_a_translation_is_complete_with_its_last_string(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    upstream.create_draft(conference, french(), None)
    assert not segment_states.is_complete(conference.get_translation(french()))
    page = publish_translation(conference)
    assert segment_states.is_complete(page)
    assert upstream.as_translated(page).full_title.startswith("übersetzt")
    assert segment_states.is_complete(conference)
