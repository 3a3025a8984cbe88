"""What happens to a translation when its original changes, and how it becomes approved again."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

import pytest
from django_tasks import task_backends

from conference.models import ConferencePage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import (
    add_conference,
    enter_every_string,
    submit_and_publish,
    translation_of,
)
from translation import upstream
from translation.editor_data import EditorData
from translation.models import SegmentRecord, State, TranslationProgress
from translation.review.views import changes
from translation.sync import segment_states
from translation.sync.source_sync import learn

FIRST = "Plans, strategies and programmes are reviewed."
SECOND = "Lessons are shared."


def give_body(page: Page, *sentences: str) -> None:
    """One paragraph block with these sentences, published; the block keeps its id."""
    html = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    if len(page.body):
        page.body[0] = ("paragraph", html, page.body[0].id)
    else:
        page.body = [("paragraph", html)]
    page.save_revision().publish()


def make_two_sentences(trial: int) -> int:
    give_body(read_page(trial), FIRST, SECOND)
    return submit_and_publish(read_page(trial)).pk


two_sentences = module_fixture(make_two_sentences, "trial")


@pytest.fixture
def french(two_sentences: int, db: None) -> ConferencePage:
    """The conference with two sentences, translated and published."""
    page: ConferencePage = read_page(two_sentences)
    return page


@pytest.fixture
def translation(french: ConferencePage) -> Translation:
    return translation_of(french, "fr")


def change_a_comma(conference: ConferencePage) -> None:
    conference.refresh_from_db()
    give_body(conference, FIRST.replace(",", ""), SECOND)


def states_of(translation: Translation) -> dict[str, str]:
    rows = translation.records.current().select_related("string")
    return {upstream.plain(row.string.data): row.state for row in rows}


def entry_for(translation: Translation, text: str) -> StringTranslation:
    return StringTranslation.objects.get(
        translation_of__data=text,
        locale=translation.target_locale,
        context__object_id=translation.source.object_id,
    )


def published(translation: Translation, capture: Any) -> Any:
    with capture(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


@pytest.mark.long
def test_a_published_translation_is_approved_and_up_to_date(translation: Translation) -> None:
    assert set(states_of(translation).values()) == {State.APPROVED}
    progress = TranslationProgress.objects.get(pk=translation.pk)
    assert (progress.state, progress.words_left, progress.behind_since) == (State.APPROVED, 0, None)
    assert progress.approved == progress.segments == 4


def test_publishing_a_changed_comma_makes_one_segment_stale_and_empties_none(
    conference: ConferencePage, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    change_a_comma(conference)
    changed = FIRST.replace(",", "")
    found = states_of(translation)
    assert found.pop(changed) == State.STALE
    assert set(found.values()) == {State.APPROVED}
    entry = entry_for(translation, changed)
    assert (entry.data, entry.tool_name) == (f"übersetzt {FIRST}", upstream.CARRIED)
    (change,) = changes(EditorData(translation))
    assert (change.old_source, change.new_source) == (FIRST, changed)
    assert [piece.text for piece in change.pieces if piece.kind == "removed"] == [","]
    progress = TranslationProgress.objects.get(pk=translation.pk)
    assert (progress.state, progress.stale, progress.words_left) == (State.STALE, 1, 6)
    assert progress.stale_since
    assert progress.behind_since
    shown = published(translation, django_capture_on_commit_callbacks)
    assert f"übersetzt {FIRST}" in str(shown.body)
    assert states_of(translation)[changed] == State.STALE


def test_reverting_the_original_makes_the_translation_approved_again(
    conference: ConferencePage, translation: Translation
) -> None:
    change_a_comma(conference)
    conference.refresh_from_db()
    give_body(conference, FIRST, SECOND)
    assert set(states_of(translation).values()) == {State.APPROVED}
    assert TranslationProgress.objects.get(pk=translation.pk).behind_since is None


def test_a_revised_text_is_a_draft_then_in_review_then_approved(
    conference: ConferencePage, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    change_a_comma(conference)
    changed = FIRST.replace(",", "")
    entry = entry_for(translation, changed)
    entry.data, entry.tool_name = "neu", ""
    entry.save()
    assert states_of(translation)[changed] == State.DRAFT
    assert segment_states.send_to_review(translation) == 1
    assert states_of(translation)[changed] == State.REVIEW
    assert segment_states.return_to_translator(translation) == 1
    assert states_of(translation)[changed] == State.DRAFT
    shown = published(translation, django_capture_on_commit_callbacks)
    assert "<p>neu</p>" in str(shown.body)
    assert set(states_of(translation).values()) == {State.APPROVED}
    assert TranslationProgress.objects.get(pk=translation.pk).behind_since is None


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u200b", "<b> </b>"])
def test_blank_is_not_translated_and_readers_keep_the_last_approved_text(
    text: str, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    entry = entry_for(translation, SECOND)
    entry.data = text
    entry.save()
    assert states_of(translation)[SECOND] == State.UNTRANSLATED
    shown = published(translation, django_capture_on_commit_callbacks)
    assert f"<p>übersetzt {SECOND}</p>" in str(shown.body)


@pytest.mark.long
def test_a_new_sentence_leaves_the_block_as_it_was_until_it_is_translated(
    conference: ConferencePage, translation: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    conference.refresh_from_db()
    give_body(conference, FIRST, SECOND, "A third sentence about something else entirely.")
    shown = published(translation, django_capture_on_commit_callbacks)
    assert str(shown.body).count("<p>") == 2
    assert "third" not in str(shown.body)
    enter_every_string(conference, translation.target_locale)
    shown = published(translation, django_capture_on_commit_callbacks)
    assert "übersetzt A third sentence" in str(shown.body)


def test_a_draft_does_not_touch_the_live_page(
    conference: ConferencePage, french: ConferencePage, translation: Translation
) -> None:
    enter_every_string(conference, translation.target_locale, mark="anders ")
    translation.save_target(publish=False)
    french.refresh_from_db()
    assert french.title == "übersetzt Trial"
    assert french.get_latest_revision_as_object().title == "anders Trial"
    assert f"übersetzt {FIRST}" in set(
        SegmentRecord.objects.filter(translation=translation).values_list("text", flat=True)
    )


@pytest.mark.long
@pytest.mark.parametrize("way", ["save_target", "bulk"])
def test_a_page_without_a_translated_title_does_not_go_out(
    way: str, portal: Page, submit: Callable[..., Page]
) -> None:
    conference = add_conference(portal, "untold")
    draft = submit(conference)
    translation = translation_of(conference, "fr")
    ways = {
        "bulk": draft.get_latest_revision().publish,
        "save_target": lambda: translation.save_target(publish=True),
    }
    with pytest.raises(upstream.NotTranslatedError) as refused:
        ways[way]()
    assert set(refused.value.error_dict) == {"title", "full_title"}
    draft.refresh_from_db()
    assert not draft.live


def test_a_translator_says_that_the_earlier_translation_holds(
    conference: ConferencePage, translation: Translation, client: Client, account: Any
) -> None:
    change_a_comma(conference)
    (change,) = changes(EditorData(translation))
    address = reverse("confirm_stale", args=[change.record_id])
    client.force_login(account("translator-es"))
    client.post(address)
    assert states_of(translation)[change.new_source] == State.STALE
    client.force_login(account("translator-fr"))
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert states_of(translation)[change.new_source] == State.DRAFT


def test_the_editor_shows_what_has_changed(
    conference: ConferencePage,
    french: ConferencePage,
    client: Client,
    account: Any,
) -> None:
    change_a_comma(conference)
    client.force_login(account("translator-fr"))
    html = client.get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    ).content.decode()
    assert "<del>,</del>" in html
    assert f"übersetzt {FIRST}" in html
    assert 'lang="en"' in html


def test_a_block_that_was_cut_and_pasted_keeps_its_approval(
    conference: ConferencePage, translation: Translation
) -> None:
    conference.refresh_from_db()
    conference.body = [("paragraph", f"<p>{FIRST}</p><p>{SECOND}</p>")]
    conference.save_revision().publish()
    assert set(states_of(translation).values()) == {State.APPROVED}


def test_other_languages_are_not_touched(
    conference: ConferencePage, translation: Translation
) -> None:
    spanish = Locale.objects.get(language_code="es")
    before = TranslationProgress.objects.get(
        translation__source=translation.source, locale=translation.target_locale
    ).changed_at
    assert not TranslationProgress.objects.filter(
        translation__source=translation.source, locale=spanish
    ).exists()
    enter_every_string(conference, spanish)
    assert TranslationProgress.objects.get(pk=translation.pk).changed_at == before


def test_an_editors_publication_is_learnt_of_by_the_worker_where_there_is_one(
    conference: ConferencePage, translation: Translation, settings: Any, account: Any
) -> None:
    settings.PUBLICATION_TASKS = "jobs"
    settings.TASKS = settings.TASKS | {
        "jobs": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    conference.refresh_from_db()
    conference.body[0] = ("paragraph", f"<p>{FIRST} Anew.</p>", conference.body[0].id)
    conference.save_revision(user=account("editor")).publish()
    assert State.STALE not in states_of(translation).values()
    [waiting] = [each for each in task_backends["jobs"].results if each.task.func is learn.func]
    learn.func(*waiting.args)
    assert State.STALE in states_of(translation).values()


def test_a_publication_by_a_program_is_learnt_of_at_once(
    conference: ConferencePage, translation: Translation, settings: Any
) -> None:
    settings.PUBLICATION_TASKS = "jobs"
    settings.TASKS = settings.TASKS | {
        "jobs": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    change_a_comma(conference)
    assert State.STALE in states_of(translation).values()
    assert not task_backends["jobs"].results
