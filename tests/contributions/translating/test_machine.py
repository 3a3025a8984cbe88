"""Machine translation: off by default, on one's own server, and never without its label."""

from collections.abc import Callable
from subprocess import Popen
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

import pytest

from contributions.models import Contribution, ContributionTranslation, Kind, State
from contributions.translating import steps
from tests.contributions.conftest import DEMO
from tests.contributions.translating.conftest import FRENCH, Screen, translate
from tests.translation.machine.engine_program import command


@pytest.fixture
def engine(settings: Any) -> None:
    settings.MACHINE_TRANSLATION_COMMAND = command("languages")


def test_without_a_setting_there_is_no_engine(
    screen_of: Callable[..., Screen], spanish: Contribution
) -> None:
    admin = screen_of("admin")
    assert b'value="machine"' not in admin.get().content
    assert b'value="machine"' not in admin.client.get(f"/admin/contributions/{spanish.pk}/").content
    assert not admin.does(("", "", ""), action="machine")


def test_an_engine_that_fails_is_said_to_and_what_was_typed_is_kept(
    settings: Any, screen_of: Callable[..., Screen], spanish: Contribution
) -> None:
    settings.MACHINE_TRANSLATION_COMMAND = "/no/such/engine"
    answer = screen_of("admin").send(("Un titre", "", ""), action="machine")
    assert "Machine translation failed." in answer.content.decode()
    found = ContributionTranslation.objects.get(contribution=spanish)
    assert [each["target"] for each in found.segments] == ["Un titre", "", ""]


@pytest.mark.usefixtures("engine")
def test_a_machine_draft_is_no_publication(
    screen_of: Callable[..., Screen], spanish: Contribution, client: Client
) -> None:
    translator = screen_of("translator-fr")
    assert translator.does(("", "", ""), action="machine")
    found = ContributionTranslation.objects.get(contribution=spanish)
    assert (found.kind, found.is_published) == (Kind.MACHINE, False)
    page = translator.get().content.decode()
    assert "es to fr: PRIMER PÁRRAFO CON #2." in page
    address = f"/fr/{DEMO}/session-1/contributions/{spanish.number}/"
    assert "PRIMER" not in client.get(address).content.decode()


@pytest.mark.usefixtures("engine")
def test_it_is_published_unchecked_only_where_the_settings_allow_it_and_says_so(
    screen_of: Callable[..., Screen], spanish: Contribution, client: Client, settings: Any
) -> None:
    admin = screen_of("admin")
    admin.does(("", "", ""), action="machine")
    assert not admin.does(action="publish-machine")
    settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS = True
    assert admin.does(action="publish-machine")
    address = f"/fr/{DEMO}/session-1/contributions/{spanish.number}/"
    page = client.get(address).content.decode()
    assert "Traduction automatique, non vérifiée" in page
    assert "PRIMER" in page


@pytest.mark.usefixtures("engine")
def test_a_machine_never_replaces_what_a_person_has_made(
    spanish: Contribution, staff: User, settings: Any
) -> None:
    settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS = True
    translation = translate(spanish, staff)
    ContributionTranslation.objects.filter(pk=translation.pk).update(kind=Kind.MACHINE)
    with pytest.raises(steps.NotPossibleError):
        steps.publish_machine_translation(translation, staff)
    steps.translate_by_machine(translation, staff)
    translation.refresh_from_db()
    assert translation.published_title == FRENCH[0]
    assert translation.segments[0]["target"] == FRENCH[0]


@pytest.mark.usefixtures("engine")
def test_what_a_colleague_saves_while_the_engine_works_is_kept(
    spanish: Contribution, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    translation = translate(spanish, staff, texts=("", "", ""), publish=False)
    finish = Popen.communicate

    def save_meanwhile(*args: Any, **kwargs: Any) -> Any:
        translate(spanish, staff, texts=(FRENCH[0], "", ""), publish=False)
        return finish(*args, **kwargs)

    monkeypatch.setattr(Popen, "communicate", save_meanwhile)
    steps.translate_by_machine(translation, staff)
    found = ContributionTranslation.objects.get(contribution=spanish)
    targets = [each["target"] for each in found.segments]
    assert targets[0] == FRENCH[0]
    assert "PRIMER" in targets[1]
    assert found.kind == Kind.COURTESY


@pytest.mark.usefixtures("engine")
def test_a_moderator_reads_what_waits_by_machine_and_nothing_of_it_is_kept(
    as_user: Callable[[str], Client], spanish: Contribution
) -> None:
    Contribution.objects.filter(pk=spanish.pk).update(state=State.WAITING)
    path = f"/admin/contributions/{spanish.pk}/"
    page = as_user("moderator").post(path, {"action": "machine"}).content.decode()
    assert "es to en: PRIMER PÁRRAFO CON #2." in page
    assert "Machine translation, not checked" in page
    assert not ContributionTranslation.objects.filter(contribution=spanish).exists()
