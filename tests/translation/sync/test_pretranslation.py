"""Texts that another page has already are entered, for a translator to confirm."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client, TestCase

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage
from core.seeding import run
from tests.translation.conftest import MARK, add_conference, submit_and_publish, translation_of
from translation.checks.translation_segments import segments_of
from translation.models import State
from translation.sync import segment_states
from translation.upstream import REMEMBERED, entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fills_in(settings: Any) -> None:
    settings.TRANSLATION_MEMORY_FILLS_IN = True


@pytest.mark.long
def test_the_same_words_are_entered_and_cannot_go_out_unconfirmed(
    portal: Page, conference: ConferencePage, submit: Callable[..., Page]
) -> None:
    submit_and_publish(conference)
    again = add_conference(portal, "again")
    page = submit(again)
    wanted = translation_of(again, "fr")
    record = wanted.records.get(context__path="full_title")
    entry = entries_of(wanted)[record.context_id, record.string_id]
    assert (entry.data, entry.tool_name) == (MARK + "A conference for trial", REMEMBERED)
    assert record.state == State.DRAFT
    segments = segments_of(Translation.objects.filter(pk=wanted.pk))
    (segment,) = [each for each in segments if each.path == "full_title"]
    assert [problem.check for problem in segment.problems if problem.is_error] == ["doubtful"]
    segment_states.note_publication(wanted, page)
    record.refresh_from_db()
    assert record.state == State.DRAFT


@pytest.mark.long
def test_other_words_are_left_empty(
    portal: Page, conference: ConferencePage, submit: Callable[..., Page]
) -> None:
    submit_and_publish(conference)
    again = add_conference(portal, "again")
    again.full_title = "A conference for error"
    again.save_revision().publish()
    submit(again)
    record = translation_of(again, "fr").records.get(context__path="full_title", is_current=True)
    assert record.state == State.UNTRANSLATED


@pytest.mark.long
def test_what_was_filled_in_waits_in_the_workspace_and_its_translators_get_mail(
    portal: Page,
    conference: ConferencePage,
    submit: Callable[..., Page],
    account: Callable[[str], Any],
    client: Client,
) -> None:
    submit_and_publish(conference)
    translator = account("translator-fr")
    translator.email = "translator@example.org"
    translator.save()
    again = add_conference(portal, "again")
    mail.outbox.clear()
    connection.run_on_commit.clear()  # what was left there is never run
    with TestCase.captureOnCommitCallbacks(execute=True):
        submit(again)
    wanted = translation_of(again, "fr")
    assert not wanted.records.filter(state=State.UNTRANSLATED).exists()
    assert "translator@example.org" in [address for each in mail.outbox for address in each.to]
    client.force_login(translator)
    queue = client.get("/admin/translation-workspace/queue/", {"language": "fr"}).json()
    [page] = [each for each in queue["pages"] if each["translation_id"] == wanted.pk]
    assert len(page["ids"]) == wanted.records.count()


@pytest.mark.long
def test_the_seed_fills_in_nothing_from_the_memory(
    portal: Page, conference: ConferencePage, submit: Callable[..., Page]
) -> None:
    submit_and_publish(conference)
    again = add_conference(portal, "again")
    token = run._is_running.set(True)
    try:
        submit(again)
    finally:
        run._is_running.reset(token)
    states = set(translation_of(again, "fr").records.values_list("state", flat=True))
    assert states == {State.UNTRANSLATED}
