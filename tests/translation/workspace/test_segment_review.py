"""Review on the same screen, segment by segment, and errors that are none."""

from typing import Any

from django.test import Client, TestCase
from django.urls import reverse

from wagtail_localize.models import Translation

import pytest

from tests.translation.workspace.conftest import Ask, entry_of, record_of
from translation.models import EventKind, SegmentEvent, SegmentRecord, SetAsideProblem, State
from translation.review import workflow_steps
from translation.workspace import segment_review  # noqa: F401 - connects its receiver

TEXT = "Une conférence, pour essai en 2031"


@pytest.fixture
def in_review(stale: SegmentRecord, account: Any, send: Ask) -> SegmentRecord:
    send(account("translator-fr"), "save", stale.pk, html=TEXT, seen="", over="1")
    answer = send(account("translator-fr"), "send", translation=stale.translation_id).json()
    assert answer["pages"][0]["heldBy"] == ""
    return record_of(stale.translation)


def live_title(record: SegmentRecord) -> str:
    return str(record.translation.get_target_instance().full_title)


@pytest.mark.long
def test_a_page_goes_live_when_its_last_segment_is_accepted(
    in_review: SegmentRecord, account: Any, send: Ask
) -> None:
    answer = send(account("reviewer"), "decide", in_review.pk, decision="accept").json()
    assert answer["outcome"] == "published", answer
    assert live_title(in_review) == TEXT
    assert record_of(in_review.translation).state == State.APPROVED


@pytest.mark.long
def test_a_returned_segment_comes_back_to_its_translator_with_the_comment(
    in_review: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    reviewer = account("reviewer")
    assert send(reviewer, "decide", in_review.pk, decision="return").status_code == 400
    answer = send(reviewer, "decide", in_review.pk, decision="return", comment="L’année ?")
    assert answer.json()["outcome"] == "returned"
    seen = segment(account("translator-fr"), in_review)
    assert (seen["state"], seen["step"]["comment"]) == (State.DRAFT, "L’année ?")
    assert live_title(in_review) != TEXT


@pytest.mark.long
def test_nobody_decides_on_what_they_sent_themselves(
    in_review: SegmentRecord, account: Any, send: Ask
) -> None:
    for who in ("translator-fr", "translator-es", "editor"):
        assert send(account(who), "decide", in_review.pk, decision="accept").status_code == 403


def test_a_page_that_is_returned_as_a_whole_returns_its_segments(
    in_review: SegmentRecord, account: Any
) -> None:
    page = in_review.translation.get_target_instance()
    workflow_steps.decide(page, account("reviewer"), "reject", "Tout revoir")
    [event] = SegmentEvent.objects.filter(record=in_review, kind=EventKind.RETURNED)
    assert event.comment == "Tout revoir"


def test_an_error_that_is_set_aside_with_a_reason_is_remembered_for_that_pair_of_texts(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask
) -> None:
    moderator = account("moderator")
    send(moderator, "save", stale.pk, html="Une conférence", seen="", over="1")
    assert checks(segment(moderator, stale)) == {"numbers"}
    answer = send(moderator, "set_aside", stale.pk, check="numbers", reason="Dit plus haut")
    assert answer.json()["problems"] == []
    assert checks(segment(moderator, stale)) == set()
    [row] = SetAsideProblem.objects.all()
    assert (row.reason, row.user) == ("Dit plus haut", moderator)
    send(moderator, "save", stale.pk, html="Autre conférence", seen="", over="1")
    assert checks(segment(moderator, stale)) == {"numbers"}


def checks(seen: Any) -> set[str]:
    return {problem["check"] for problem in seen["problems"] if problem["isError"]}


@pytest.mark.parametrize(
    ("who", "check", "reason"),
    [("translator-fr", "numbers", "x"), ("moderator", "markup", "x")],
)
def test_broken_markup_and_other_peoples_errors_are_not_set_aside(
    stale: SegmentRecord, account: Any, send: Ask, who: str, check: str, reason: str
) -> None:
    response = send(account(who), "set_aside", stale.pk, check=check, reason=reason)
    assert response.status_code == 403
    assert not SetAsideProblem.objects.exists()


@pytest.mark.parametrize("has_owner", [True, False], ids=["its author", "no author known"])
def test_a_question_reaches_the_editor_of_the_original_with_a_link(
    stale: SegmentRecord, account: Any, send: Ask, mailoutbox: list[Any], *, has_owner: bool
) -> None:
    original = stale.translation.source.get_source_instance()
    editor = account("editor")
    editor.email = "editor@example.org"
    editor.save()
    if has_owner:
        type(original).objects.filter(pk=original.pk).update(owner=editor)
    mailoutbox.clear()
    response = send(
        account("translator-fr"), "comment", stale.pk, comment="Which trial?", to="editors"
    )
    assert response.json()["events"][0]["comment"] == "Which trial?"
    assert response.json()["asked"] == 1
    [mail] = mailoutbox
    assert mail.to == ["editor@example.org"]
    assert f"/admin/pages/{original.pk}/edit/" in mail.body


def test_a_translation_that_stops_following_is_asked_about_and_can_be_undone(
    french: Translation, account: Any, client: Any, send: Ask, read: Ask
) -> None:
    client.force_login(account("translator-fr"))
    asked = client.get(f"/admin/translation-workspace/pages/{french.pk}/stop/").content.decode()
    assert "Rien n’est supprimé" in asked
    french.refresh_from_db()
    assert french.enabled
    send(account("translator-fr"), "stop", french.pk)
    french.refresh_from_db()
    assert not french.enabled
    send(account("translator-fr"), "resume", french.pk)
    french.refresh_from_db()
    assert french.enabled
    assert entry_of(record_of(french)).data == "übersetzt A conference for trial"


def test_the_stock_button_that_stops_asks_first(
    french: Translation, account: Any, client: Client
) -> None:
    client.force_login(account("translator-fr"))
    answer = client.post(reverse("wagtail_localize:stop_translation", args=[french.pk]))
    assert answer.url == reverse("translation_workspace:stop", args=[french.pk])
    french.refresh_from_db()
    assert french.enabled


@pytest.mark.long
def test_a_deleted_translation_is_brought_back_with_its_texts(
    french: Translation, account: Any, client: Client
) -> None:
    client.force_login(account("moderator"))
    original, page = french.source.get_source_instance(), french.get_target_instance()
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "brought back from them" in client.get(delete).content.decode()
    answer = client.post(delete, follow=True).content.decode()
    again = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    assert again in answer
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(again, {"locales": [french.target_locale_id]})
    french.refresh_from_db()
    assert french.enabled
    back = french.get_target_instance()
    assert (back.pk != page.pk, back.full_title) == (True, page.full_title)
