"""Where the parts meet: states follow files, reviews and background work."""

from typing import Any

from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

import polib
import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of
from translation import upstream
from translation.files import import_plan, import_screen, po_export, po_import
from translation.models import SegmentRecord, State
from translation.submission import submit_job
from translation.sync import segment_states

TITLE = "full_title"


@pytest.fixture
def french(trial_in_french: int, conference: ConferencePage) -> Translation:
    return translation_of(conference, "fr")


def record(translation: Translation, path: str = TITLE) -> SegmentRecord:
    return translation.records.current().get(context__path=path)


def entry(translation: Translation, path: str = TITLE) -> StringTranslation:
    found = record(translation, path)
    return StringTranslation.objects.get(
        locale=translation.target_locale,
        context_id=found.context_id,
        translation_of_id=found.string_id,
    )


def say(translation: Translation, text: str) -> None:
    found = entry(translation)
    found.data, found.tool_name = text, ""
    found.save()


def exported(translation: Translation) -> polib.POFile:
    return po_export.po_file(Translation.objects.filter(pk=translation.pk))


def line(po: polib.POFile, path: str = TITLE) -> polib.POEntry:
    (found,) = [each for each in po if each.msgctxt == path and not each.obsolete]
    return found


def brought_in(po: polib.POFile, user: Any) -> int:
    file = po_import.read("x.po", po_export.as_bytes(po))
    return import_screen.carry_out(import_plan.plan([file], user), user)


def change_original(conference: ConferencePage) -> None:
    conference.refresh_from_db()
    conference.full_title = "A conference, for trial"
    with TestCase.captureOnCommitCallbacks(execute=True):
        conference.save_revision().publish()


@pytest.mark.long
def test_an_imported_text_is_a_draft(french: Translation, account: Any) -> None:
    po = exported(french)
    line(po).msgstr = "Une autre conférence d’essai"
    assert brought_in(po, account("translator-fr")) == 1
    assert record(french).state == State.DRAFT
    assert record(french).text == "übersetzt A conference for trial"


def test_what_is_imported_during_a_review_is_a_draft_again(
    french: Translation, account: Any
) -> None:
    say(french, "Une conférence")
    segment_states.send_to_review(french)
    po = exported(french)
    line(po).msgstr = "Une autre conférence d’essai"
    brought_in(po, account("admin"))
    assert record(french).state == State.DRAFT


def test_drafts_and_stale_texts_come_out_of_the_site_as_doubtful(
    french: Translation, conference: ConferencePage
) -> None:
    assert not any(each.fuzzy for each in exported(french) if not each.obsolete)
    say(french, "Une conférence")
    assert line(exported(french)).fuzzy
    change_original(conference)
    assert record(french).state == State.STALE
    assert line(exported(french)).fuzzy


def test_a_file_confirms_a_stale_text_by_leaving_the_mark_out(
    french: Translation, conference: ConferencePage, account: Any
) -> None:
    change_original(conference)
    po = exported(french)
    assert brought_in(po, account("translator-fr")) == 0
    line(po).flags = []
    assert brought_in(po, account("translator-fr")) == 1
    assert record(french).state == State.DRAFT


def test_a_doubtful_text_is_a_draft_that_no_publication_approves(
    french: Translation, account: Any
) -> None:
    entry(french).delete()
    assert record(french).state == State.UNTRANSLATED
    po = exported(french)
    line(po).msgstr, line(po).flags = "Peut-être une conférence", ["fuzzy"]
    brought_in(po, account("translator-fr"))
    assert (record(french).state, entry(french).tool_name) == (State.DRAFT, upstream.DOUBTFUL)
    with TestCase.captureOnCommitCallbacks(execute=True):
        french.save_target(publish=True)
    assert record(french).state == State.DRAFT


def step(client: Client, translation: Translation, action: str, **data: str) -> Any:
    url = reverse("translation_review:step", args=[translation.pk, action])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(url, data)


@pytest.mark.long
def test_a_review_carries_the_segments_along_and_its_reviewer_approves_them(
    french: Translation, client: Client, account: Any
) -> None:
    say(french, "Une conférence d’essai")
    client.force_login(account("translator-fr"))
    step(client, french, "send")
    assert record(french).state == State.REVIEW
    client.force_login(account("reviewer"))
    step(client, french, "return", comment="Non.")
    assert record(french).state == State.DRAFT
    client.force_login(account("translator-fr"))
    step(client, french, "send")
    step(client, french, "withdraw")
    assert record(french).state == State.DRAFT
    step(client, french, "send")
    client.force_login(account("reviewer"))
    step(client, french, "approve")
    found = record(french)
    assert (found.state, found.text) == (State.APPROVED, "Une conférence d’essai")
    assert found.approved_by == account("reviewer")


def test_an_approval_passes_the_checks(french: Translation, client: Client, account: Any) -> None:
    """Also by the button above the translators' editor."""
    say(french, "Une conférence d’essai")
    client.force_login(account("translator-fr"))
    step(client, french, "send")
    StringTranslation.objects.filter(pk=entry(french).pk).update(tool_name=upstream.DOUBTFUL)
    client.force_login(account("reviewer"))
    assert step(client, french, "approve").status_code == 409
    assert french.get_target_instance().full_title == "übersetzt A conference for trial"


def test_a_changed_original_keeps_the_translation_from_review_until_it_is_revised(
    french: Translation, conference: ConferencePage, client: Client, account: Any
) -> None:
    change_original(conference)
    client.force_login(account("translator-fr"))
    step(client, french, "send")
    assert french.get_target_instance().current_workflow_state is None
    assert not segment_states.is_complete(french.get_target_instance())
    client.post(reverse("confirm_stale", args=[record(french).pk]))
    assert segment_states.is_complete(french.get_target_instance())
    step(client, french, "send")
    assert record(french).state == State.REVIEW


def test_a_saved_draft_has_the_last_approved_text_where_nothing_is_entered(
    french: Translation, client: Client, account: Any
) -> None:
    entry(french).delete()
    client.force_login(account("translator-fr"))
    step(client, french, "draft")
    draft = french.get_target_instance().get_latest_revision_as_object()
    assert draft.full_title == "übersetzt A conference for trial"


def test_many_pages_make_one_mail_for_a_translator(
    conference: ConferencePage, account: Any, django_user_model: Any
) -> None:
    for user in django_user_model.objects.all():
        user.email = f"{user.username}@example.org"
        user.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        submit_job.start(
            account("editor"),
            [conference],
            Locale.objects.filter(language_code="fr"),
            below=True,
            subject="x",
        )
    received = [each for each in mail.outbox if each.to == ["translator-fr@example.org"]]
    assert len(received) == 1
    assert "Introduction" in received[0].body
