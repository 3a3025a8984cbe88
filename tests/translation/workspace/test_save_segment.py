"""A text is kept with its state, and never over somebody else's without a question."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest

from conference.models import SessionPage
from tests.translation.workspace.conftest import FIELD, Ask, entry_of, record_of
from translation.models import EventKind, SegmentEvent, SegmentRecord, State, TranslationProgress
from translation.permissions.draft_visibility import closed_places

TEXT = "Une conférence, pour essai en 2031"


@pytest.mark.long
def test_a_saved_text_is_a_draft_with_its_translator_and_a_line_in_the_history(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    translator = account("translator-fr")
    seen = segment(translator, stale)
    assert (seen["state"], seen["isCarried"]) == (State.STALE, True)
    answer = send(translator, "save", stale.pk, html=TEXT, seen=seen["version"]).json()
    assert answer["segment"]["state"] == State.DRAFT
    assert answer["page"]["left"] == 0
    entry = entry_of(stale)
    assert (entry.data, entry.tool_name, entry.last_translated_by) == (TEXT, "", translator)
    assert [event.kind for event in SegmentEvent.objects.filter(record=stale)] == [EventKind.SAVED]
    assert TranslationProgress.objects.get(pk=stale.translation_id).stale == 0


def test_an_earlier_translation_that_is_saved_unchanged_is_still_valid(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    seen = segment(account("translator-fr"), stale)
    send(account("translator-fr"), "save", stale.pk, html=seen["html"], seen=seen["version"])
    assert record_of(stale.translation).state == State.DRAFT
    [event] = SegmentEvent.objects.filter(record=stale)
    assert event.kind == EventKind.CONFIRMED


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_replaced(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    seen = segment(account("translator-fr"), stale)
    send(account("admin"), "save", stale.pk, html="Texte de 2031", seen=seen["version"])
    response = send(account("translator-fr"), "save", stale.pk, html=TEXT, seen=seen["version"])
    assert response.status_code == 409
    assert response.json()["theirs"]["text"] == "Texte de 2031"
    assert ["added", "Une conférence"] not in response.json()["difference"]
    assert entry_of(stale).data == "Texte de 2031"
    over = {"seen": response.json()["theirs"]["version"], "over": "1"}
    assert send(account("translator-fr"), "save", stale.pk, html=TEXT, **over).status_code == 200
    assert entry_of(stale).data == TEXT


def test_a_text_is_stored_without_control_characters(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    """It is written past the signals that clean other texts."""
    translator = account("translator-fr")
    seen = segment(translator, stale)["version"]
    send(translator, "save", stale.pk, html=f"{TEXT}\x0b\x00", seen=seen)
    assert entry_of(stale).data == TEXT


def test_the_same_text_sent_twice_is_saved_once(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    """As when the connection broke before the answer came."""
    seen = segment(account("translator-fr"), stale)
    for _time in range(2):
        response = send(account("translator-fr"), "save", stale.pk, html=TEXT, seen=seen["version"])
        assert response.status_code == 200
    assert SegmentEvent.objects.filter(record=stale).count() == 1


@pytest.mark.slow
def test_a_text_with_broken_markup_or_too_long_is_kept_and_marked(
    stale: SegmentRecord, account: Any, send: Ask
) -> None:
    for text in ('<a id="a9">Lien</a> 2031', "x" * 5000):
        send(account("translator-fr"), "save", stale.pk, html=text, over="1", seen="")
        assert entry_of(stale).has_error
        assert record_of(stale.translation).state == State.UNTRANSLATED
    send(account("translator-fr"), "save", stale.pk, html=TEXT, over="1", seen="")
    assert not entry_of(stale).has_error


def test_the_title_of_the_draft_follows_in_the_explorer(
    french: Translation, account: Any, send: Ask
) -> None:
    title = record_of(french, "title")
    send(account("translator-fr"), "save", title.pk, html="Essai", over="1", seen="")
    page = Page.objects.get(translation_key=french.source.object_id, locale__language_code="fr")
    assert page.draft_title == "Essai"


@pytest.mark.parametrize("path", [FIELD, "title"])
def test_a_save_takes_at_most_twelve_queries_also_with_drafts_about(
    french: Translation, account: Any, client: Client, segment: Ask, path: str
) -> None:
    original = french.source.get_source_instance()
    draft = original.add_child(instance=SessionPage(title="Draft", number=1, theme="T", live=False))
    assert draft.path in closed_places(account("translator-fr"))
    stale = record_of(french, path)
    translator = account("translator-fr")
    seen = segment(translator, stale)
    address = reverse("translation_workspace:save", args=[stale.pk])
    client.force_login(translator)
    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, {"html": TEXT, "seen": seen["version"]})
    assert response.status_code == 200
    asked = [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= 12, "\n".join(sql[:300] for sql in asked)


def test_nobody_saves_where_a_lock_or_a_review_is_in_the_way(
    stale: SegmentRecord, account: Any, send: Ask
) -> None:
    page = stale.translation.get_target_instance()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=account("admin"))
    response = send(account("translator-fr"), "save", stale.pk, html=TEXT, seen="", over="1")
    assert response.status_code == 403
    assert response.json()["detail"]
    assert record_of(stale.translation).state == State.STALE


def test_nobody_saves_in_another_language(stale: SegmentRecord, account: Any, send: Ask) -> None:
    response = send(account("translator-es"), "save", stale.pk, html=TEXT, seen="", over="1")
    assert response.status_code == 403
