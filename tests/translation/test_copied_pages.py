"""A copy begins a life of its own: what was translated of its model is not said of it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.translation.board.conftest import cell
from tests.translation.conftest import translation_of
from translation.board.board_scope import board_scope_of
from translation.models import RequestedTranslation, State, TranslationProgress
from translation.sync import segment_states

MakePage = Callable[..., Page]


def copy(client: Client, page: Page, **further: str) -> Any:
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | further)


@pytest.mark.long
def test_a_copy_of_a_translated_section_is_missing_in_the_other_languages_and_says_so(
    conference: ConferencePage,
    introduction: IntroductionPage,
    publish_translation: MakePage,
    submit: MakePage,
    as_user: Callable[[str], Client],
    account: Callable[[str], Any],
) -> None:
    publish_translation(conference)
    publish_translation(introduction)
    french = Locale.objects.get(language_code="fr")
    RequestedTranslation.objects.count_one(conference.translation_key, french)
    before = Translation.objects.count()

    assert copy(as_user("editor"), conference, copy_subpages="on").status_code == 302
    made = Page.objects.get(slug="copy")
    pages = [made, *made.get_children()]
    assert len(pages) == 2
    keys = {page.translation_key for page in pages}
    assert not keys & {conference.translation_key, introduction.translation_key}
    assert Translation.objects.count() == before
    assert not TranslationProgress.objects.filter(translation_key__in=keys).exists()
    for page in pages:
        found = cell(page, "fr", board_scope_of(account("editor")))
        assert (found.status, found.words_left, found.asked) == ("missing", 0, 0)
    assert not any(Page.find_problems())

    # Handed to translators, it has everything before it, and readers see nothing of it yet.
    draft = submit(made)
    translation = translation_of(made, "fr")
    assert not draft.live
    assert (
        segment_states.left_to_translate(translation) == translation.records.current().count() > 0
    )
    assert cell(made, "fr", board_scope_of(account("editor"))).status == State.UNTRANSLATED


@pytest.mark.long
def test_who_only_translates_copies_nothing(
    conference: ConferencePage, publish_translation: MakePage, as_user: Callable[[str], Client]
) -> None:
    french = publish_translation(conference)
    for page in (conference, french):
        copy(as_user("translator-fr"), page)
        assert not Page.objects.filter(slug="copy").exists()
