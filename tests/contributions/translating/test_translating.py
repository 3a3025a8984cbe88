"""Translators, reviewers and their screen: rights, steps, checks, memory and the log."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.log_actions import registry as log_registry
from wagtail.models import PageViewRestriction

import pytest

from contributions.conference_registry import Conference
from contributions.models import (
    Contribution,
    ContributionTranslation,
    ModeratorRight,
    Participant,
    State,
    Step,
)
from contributions.moderation import steps as moderation
from contributions.personal_data.erase import erase
from contributions.translating import memory, worklist
from contributions.translating.segments import read
from tests.contributions.conftest import DEMO, posted
from tests.contributions.translating.conftest import FRENCH, Screen, is_refused, translate
from translation.models import MemoryPair

LIST = "/admin/contributions/translations/"
ScreenOf = Callable[..., Screen]


def only() -> ContributionTranslation:
    return ContributionTranslation.objects.get(published_name__in=["", "Somebody"], language="fr")


@pytest.fixture(autouse=True)
def _without_the_demo(db: None) -> None:
    ContributionTranslation.objects.all().delete()


def test_a_translator_writes_and_a_reviewer_approves(
    screen_of: ScreenOf, spanish: Contribution
) -> None:
    translator, reviewer = screen_of("translator-fr"), screen_of("reviewer")
    assert translator.does(action="save")
    assert only().step == Step.DRAFT
    assert translator.does(action="submit")
    assert (only().step, only().is_published) == (Step.REVIEW, False)
    assert reviewer.does(action="approve")
    found = only()
    assert (found.step, found.published_kind) == (Step.APPROVED, "courtesy")
    assert found.published_title == FRENCH[0]
    assert "<strong>détail</strong>" in found.published_html
    entries = log_registry.get_logs_for_instance(spanish)
    assert {entry.action for entry in entries} >= {
        "contributions.translation_submit",
        "contributions.translation_approve",
    }


def test_nobody_approves_what_they_sent_themselves(screen_of: ScreenOf) -> None:
    reviewer = screen_of("reviewer")
    reviewer.send(action="submit")
    assert not reviewer.does(action="approve")
    assert is_refused(reviewer.client.post(reviewer.path, {"action": "return", "comment": "x"}))
    assert only().step == Step.REVIEW


@pytest.mark.parametrize("action", ["approve", "return", "withdraw", "publish-machine"])
def test_a_translator_decides_nothing(screen_of: ScreenOf, action: str) -> None:
    translator = screen_of("translator-fr")
    translator.send(action="submit")
    assert not translator.does(action=action, comment="x")
    assert only().step == Step.REVIEW
    assert not only().is_published


def test_what_is_in_review_is_not_changed_by_its_translator(screen_of: ScreenOf) -> None:
    translator = screen_of("translator-fr")
    translator.send(action="submit")
    answer = translator.send(("Autre", "#2", "Autre"), action="save")
    assert "un relecteur doit d’abord la renvoyer" in answer.content.decode()
    assert read(only().segments)[0].target == FRENCH[0]


def test_a_returned_one_comes_back_with_the_comment(screen_of: ScreenOf) -> None:
    translator, reviewer = screen_of("translator-fr"), screen_of("reviewer")
    translator.send(action="submit")
    assert "Say in a comment" in reviewer.send(action="return").content.decode()
    reviewer.send(action="return", comment="Please say “détail” once.")
    page = translator.get().content.decode()
    assert "Please say “détail” once." in page
    assert only().step == Step.DRAFT


def test_rights_are_by_language(screen_of: ScreenOf, conference: Conference, ada: Any) -> None:
    assert screen_of("translator-es").is_closed()
    assert not screen_of("translator-fr").is_closed()
    # Into the language it is written in, and into one that the site lacks.
    assert screen_of("admin", "es").is_closed()
    assert screen_of("admin", "xx").get().status_code != 200
    french = posted(conference, ada, language="fr", text="Un texte")
    assert screen_of("translator-fr", "fr", french).is_closed()
    assert screen_of("editor", "en").get().status_code == 200


@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WITHDRAWN])
def test_what_is_not_published_is_no_translators(
    screen_of: ScreenOf, spanish: Contribution, state: str
) -> None:
    Contribution.objects.filter(pk=spanish.pk).update(state=state)
    screen = screen_of("translator-fr")
    assert screen.is_closed()
    page = screen.client.get(LIST, {"language": "fr", "state": "all"}).content.decode()
    assert spanish.title not in page


def test_a_translator_who_moderates_translates_what_waits(
    screen_of: ScreenOf, spanish: Contribution, conference: Conference
) -> None:
    Contribution.objects.filter(pk=spanish.pk).update(state=State.WAITING)
    group = Group.objects.get(name="Translators fr")
    ModeratorRight.objects.create(group=group, conference_key=conference.key)
    screen = screen_of("translator-fr")
    assert screen.does(action="save")
    page = screen.client.get(f"/admin/contributions/{spanish.pk}/").content.decode()
    assert FRENCH[1] in page


def test_only_who_publishes_calls_one_official(screen_of: ScreenOf) -> None:
    answer = screen_of("translator-fr").send(kind="official", action="save")
    assert answer.status_code == 200
    assert not ContributionTranslation.objects.exists()
    assert screen_of("reviewer").does(kind="official", action="save")
    assert (only().kind, only().translator_name) == ("official", "")


def test_errors_stop_and_warnings_are_confirmed(screen_of: ScreenOf) -> None:
    admin = screen_of("admin")
    answer = admin.send(("Un titre", "", "Deuxième"), action="submit")
    assert "not translated" in answer.content.decode()
    without = ("Un titre", "Premier paragraphe.", "Deuxième paragraphe, avec un **détail**.")
    answer = admin.send(without, action="approve")
    assert "“#2” of the original is missing." in answer.content.decode()
    assert not only().is_published
    digest = admin.get().context["results"].digest
    assert admin.does(without, action="approve", confirmed=digest)
    assert only().is_published


def test_the_memory_keeps_approved_segments_and_offers_them(
    screen_of: ScreenOf,
    translated: ContributionTranslation,
    conference: Conference,
    ada: Participant,
) -> None:
    text = "Segundo párrafo, con un **detalle**."
    again = posted(conference, ada, language="es", title="Otro", text=text)
    screen = screen_of("translator-fr", contribution=again)
    page = screen.get()
    [match] = page.context["rows"][1].matches
    assert (match.percentage, match.target) == (100, FRENCH[2])
    assert screen.does(("", ""), use="1.0")
    mine = ContributionTranslation.objects.get(contribution=again)
    assert read(mine.segments)[1].target == FRENCH[2]


def test_official_terms_stand_beside_the_segment(
    screen_of: ScreenOf, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada, title="T", text="A living modified organism was released.")
    [_title, row] = screen_of("translator-es", "es", one).get().context["rows"]
    assert row.terms[0][1].startswith("organismo vivo modificado")


def test_a_colleagues_text_is_not_overwritten(screen_of: ScreenOf) -> None:
    first = screen_of("translator-fr")
    first.send(action="save")
    opened = first.get().context["version"]
    screen_of("reviewer").send(("Autre titre", *FRENCH[1:]), action="save")
    answer = first.send(("Mon titre", *FRENCH[1:]), action="save", version=opened)
    assert "Quelqu’un a enregistré cette traduction" in answer.content.decode()
    assert "Mon titre" in answer.content.decode()
    assert read(only().segments)[0].target == "Autre titre"


def test_an_edited_original_makes_it_stale_and_readers_are_told(
    screen_of: ScreenOf, translated: ContributionTranslation, staff: User, client: Client
) -> None:
    original = translated.contribution
    text = original.text.replace("Segundo párrafo", "Segundo párrafo mejorado")
    moderation.amend(original, staff, title=original.title, text=text, reason="A word")
    found = only()
    assert (found.step, found.is_stale, found.is_outdated) == (Step.DRAFT, True, True)
    first, second, third = read(found.segments)
    assert (first.is_stale, second.is_stale, third.is_stale) == (False, False, True)
    address = f"/fr/{DEMO}/session-1/contributions/{original.number}/"
    said = "L’original a été modifié après cette traduction."
    assert said in client.get(address).content.decode()
    screen = screen_of("admin")
    assert "Earlier version of the original" in screen.get().content.decode()
    mended = (*FRENCH[:2], "Deuxième paragraphe amélioré, avec un **détail**.")
    assert screen.does(mended, action="approve")
    assert said not in client.get(address).content.decode()


def test_a_redacted_passage_is_left_in_no_translation_and_not_in_the_memory(
    translated: ContributionTranslation, staff: User
) -> None:
    original = translated.contribution
    moderation.redact(original, staff, passage="detalle", reason="A name")
    found = only()
    assert not found.is_published
    assert "détail" not in str(found.segments)
    assert read(found.segments)[1].target == FRENCH[1]
    key = memory.memory_key(original)
    assert not MemoryPair.objects.filter(page_key=key).exists()


def test_a_withdrawal_withdraws_the_translations(
    translated: ContributionTranslation, staff: User
) -> None:
    moderation.withdraw(translated.contribution, staff, reason="A reason")
    assert not only().is_published
    moderation.publish(translated.contribution, staff)
    assert not only().is_published


def test_erasing_empties_translations_with_their_originals(
    spanish: Contribution, translated: ContributionTranslation, staff: User, ada: Participant
) -> None:
    moderation.withdraw(spanish, staff, reason="A reason")
    erase(ada)
    assert not ContributionTranslation.objects.exists()


def test_nothing_of_a_conference_that_becomes_private_is_in_the_memory(
    translated: ContributionTranslation, page_at: Any
) -> None:
    pairs = MemoryPair.objects.filter(page_key=memory.memory_key(translated.contribution))
    assert pairs.count() == 3
    private = page_at("protocol/glossary", "es")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert pairs.count() == 3
    page_at(DEMO, "es").move(private, "last-child")
    assert not pairs.exists()


def test_the_list_and_the_home_page_say_what_waits(
    screen_of: ScreenOf, spanish: Contribution, account: Callable[[str], Any]
) -> None:
    french = account("translator-fr")
    [before] = worklist.waiting_for(french)
    screen = screen_of("translator-fr")
    screen.send(action="submit")
    [after] = worklist.waiting_for(account("translator-fr"))
    assert (after.to_translate, after.in_review) == (before.to_translate - 1, 1)
    page = screen.client.get("/admin/").content.decode()
    assert f"{LIST}?language=fr&amp;state=review" in page
    listed = screen.client.get(LIST, {"language": "fr", "state": "review"}).context["rows"]
    assert [row.pk for row, _place, _state in listed] == [spanish.pk]
    assert screen.client.get(LIST, {"language": "es"}).status_code != 200


def test_the_queries_of_the_list_do_not_grow(
    screen_of: ScreenOf, conference: Conference, ada: Participant, staff: User
) -> None:
    client = screen_of("translator-fr").client

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, {"language": "fr", "state": "all"}).status_code == 200
        return len(captured)

    few = queries()
    for number in range(10):
        one = posted(conference, ada, language="es", title=f"Título {number}", text="Un texto")
        translate(one, staff, texts=("Titre", "Un texte"), publish=number % 2 == 0)
    assert queries() == few
