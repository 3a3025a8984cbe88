"""Machine suggestions in the workspace: asked for, kept beside the translation, never in it."""

from typing import Any

from django.urls import reverse

from wagtail_localize.models import Translation

import pytest

from tests.translation.machine.engine_program import command
from tests.translation.workspace.conftest import Ask, entry_of, record_of
from translation.models import EventKind, MachineSuggestion, SegmentEvent, SegmentRecord


@pytest.fixture
def engine(settings: Any) -> Any:
    def choose(mode: str) -> None:
        settings.MACHINE_TRANSLATION_COMMAND = command(mode)

    return choose


@pytest.mark.long
def test_a_suggestion_is_kept_beside_the_translation_and_shown_again(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask, engine: Any
) -> None:
    engine("upper")
    translator, before = account("translator-fr"), entry_of(stale).data
    response = send(translator, "machine", stale.pk)
    assert response.json()["machine"]["text"] == stale.string.data.upper()
    assert entry_of(stale).data == before
    assert segment(translator, stale)["machine"] == response.json()["machine"]
    assert not SegmentEvent.objects.exists()


@pytest.mark.long
def test_a_text_that_was_taken_unchanged_is_said_to_be_a_machines(
    stale: SegmentRecord, account: Any, send: Ask, segment: Ask, engine: Any
) -> None:
    engine("upper")
    translator = account("translator-fr")
    text = send(translator, "machine", stale.pk).json()["machine"]["text"]
    send(translator, "save", stale.pk, html=text, over="1", seen="")
    assert SegmentEvent.objects.get().kind == EventKind.MACHINE
    assert segment(account("reviewer"), stale)["step"]["kind"] == "machine"
    send(translator, "save", stale.pk, html=f"{text} Relu.", over="1", seen="")
    assert segment(translator, stale)["step"] is None


def test_official_terms_that_a_suggestion_lacks_are_named(
    french: Translation, account: Any, send: Ask, engine: Any
) -> None:
    engine("upper")
    record = record_of(french)
    record.string.data = "A conference on living modified organisms"
    record.string.save()
    [warning] = send(account("translator-fr"), "machine", record.pk).json()["machine"]["terms"]
    assert "organisme vivant modifié" in warning


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("upper", "A <b>BOLD</b> &amp; PLAIN TEXT"), ("broken", "A BOLD &amp; PLAIN TEXT")],
)
def test_placeholders_come_back_whole_or_not_at_all(
    french: Translation, account: Any, send: Ask, engine: Any, mode: str, expected: str
) -> None:
    engine(mode)
    record = record_of(french)
    record.string.data = "A <b>bold</b> &amp; plain text"
    record.string.save()
    send(account("translator-fr"), "machine", record.pk)
    assert MachineSuggestion.objects.get().html == expected


def test_a_failure_is_said_and_nothing_is_kept(
    stale: SegmentRecord, account: Any, send: Ask, engine: Any
) -> None:
    engine("fail")
    answer = send(account("translator-fr"), "machine", stale.pk)
    assert answer.status_code == 200
    assert answer.json()["machine"] is None
    assert answer.json()["failure"]
    assert not MachineSuggestion.objects.exists()


def test_without_an_engine_the_workspace_offers_none(
    stale: SegmentRecord, account: Any, client: Any, segment: Ask
) -> None:
    locale = stale.translation.target_locale
    MachineSuggestion.objects.create(string=stale.string, locale=locale, html="Un essai")
    assert segment(account("translator-fr"), stale)["machine"] is None
    screen = client.get(reverse("translation_workspace:workspace"), {"language": "fr"})
    assert "workspace-machine" not in screen.content.decode()
