"""Moderators publish, return, redact and withdraw: what is theirs, and each step in the log."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from wagtail.log_actions import registry as log_registry

import pytest

from contributions.conference_registry import Conference
from contributions.models import (
    Contribution,
    ModerationSettings,
    ModeratorRight,
    Participant,
    Registration,
    State,
)
from tests.contributions.conftest import (
    SESSION,
    WHOLE,
    form,
    participant_named,
    posted,
    signed_in,
    writing,
)

AsUser = Callable[[str], Client]


@pytest.fixture
def waiting(conference: Conference, ada: Participant) -> Contribution:
    return posted(conference, ada, state=State.WAITING, text="One bad phrase here.")


def step(client: Client, contribution: Contribution, action: str, **values: Any) -> Any:
    path = f"/admin/contributions/{contribution.pk}/"
    answer = client.post(path, {"action": action} | values)
    contribution.refresh_from_db()
    return answer


def read(contribution: Contribution) -> str:
    return Client().get(f"{SESSION}contributions/{contribution.number}/").content.decode()


def test_the_queue_holds_what_waits(as_user: AsUser, waiting: Contribution) -> None:
    page = as_user("moderator").get("/admin/contributions/").content.decode()
    assert f"/admin/contributions/{waiting.pk}/" in page


def test_publishing_puts_it_on_the_record(as_user: AsUser, waiting: Contribution) -> None:
    step(as_user("moderator"), waiting, "publish")
    assert waiting.state == State.PUBLISHED
    assert "bad phrase" in read(waiting)
    [entry] = log_registry.get_logs_for_instance(waiting)
    assert (entry.action, entry.user.username) == ("contributions.publish", "moderator")


def test_what_is_returned_is_mended_and_resent_under_its_number(
    as_user: AsUser, waiting: Contribution, her: Client
) -> None:
    step(as_user("moderator"), waiting, "return", reason="Please say which table.")
    assert waiting.state == State.RETURNED
    own = f"/en/taking-part/mine/{waiting.number}/"
    assert "Please say which table." in her.get(own).content.decode()
    her.post(f"{own}edit/", {"title": "A title", "text": "mended", "reason": ""})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == (State.WAITING, "mended")
    assert "Please say which table." not in her.get(own).content.decode()
    # The mail that tells of the return may be written later than this.
    waiting.refresh_from_db()
    assert waiting.state_reason == "Please say which table."
    assert waiting.edits.get().text_before == "One bad phrase here."


def test_a_redaction_is_seen_and_the_passage_is_not(as_user: AsUser, waiting: Contribution) -> None:
    moderator = as_user("moderator")
    step(moderator, waiting, "publish")
    step(moderator, waiting, "redact", passage="bad phrase", reason="A name")
    page = read(waiting)
    assert "bad phrase" not in page
    assert "[passage removed by the moderators]" in page
    assert "A passage was removed by the moderators on" in page
    assert "A name" in page
    assert waiting.redactions.get().passage == "bad phrase"


def test_authors_cannot_write_what_looks_like_a_redaction(
    conference: Conference, ada: Participant, her: Client
) -> None:
    her.post(writing(conference), form(text="This ⟦…⟧ is mine"))
    assert "passage removed" not in read(ada.contributions.latest("number"))


@pytest.mark.long
def test_a_redacted_one_is_edited_by_moderators_only(
    as_user: AsUser, waiting: Contribution, her: Client
) -> None:
    moderator = as_user("moderator")
    step(moderator, waiting, "publish")
    step(moderator, waiting, "redact", passage="bad phrase", reason="A name")
    path = f"/en/taking-part/mine/{waiting.number}/edit/"
    her.post(path, {"title": "t", "text": "bad phrase", "reason": ""})
    waiting.refresh_from_db()
    assert "bad phrase" not in waiting.text


def test_withdrawing_and_publishing_again(as_user: AsUser, waiting: Contribution) -> None:
    moderator = as_user("moderator")
    step(moderator, waiting, "publish")
    step(moderator, waiting, "withdraw", reason="By mistake")
    assert "By mistake" in read(waiting)
    assert "bad phrase" not in read(waiting)
    step(moderator, waiting, "publish")
    assert "bad phrase" in read(waiting)


def test_a_pinned_thread_stands_first(
    as_user: AsUser, conference: Conference, ada: Participant
) -> None:
    last = posted(conference, ada)
    step(as_user("moderator"), last, "pin")
    session = Contribution.objects.published().of_session(last.session_key)
    assert [row.role or row.pk for row in session.by_thread()][:2] == ["opening", last.pk]


def test_the_second_of_two_moderators_is_told(as_user: AsUser, waiting: Contribution) -> None:
    moderator = as_user("moderator")
    step(moderator, waiting, "withdraw", reason="One")
    answer = step(moderator, waiting, "return", reason="Two")
    assert "in another state now" in answer.content.decode()
    assert waiting.state_reason == "One"


@pytest.mark.parametrize(
    ("right", "is_let"),
    [
        ({}, True),
        ({"language": "en"}, True),
        ({"language": "fr"}, False),
        ({"session": 0}, True),
        ({"session": 1}, False),
        ({"session": 0, "language": "fr"}, False),
        (None, False),
    ],
)
def test_rights_are_of_a_conference_a_session_and_a_language(
    as_user: AsUser,
    conference: Conference,
    waiting: Contribution,
    right: dict[str, Any] | None,
    is_let: bool,
) -> None:
    ModeratorRight.objects.all().delete()
    editors = Group.objects.get(name="Editors")
    if right is not None:
        place = right.pop("session", None)
        key = conference.sessions[place].key if place is not None else None
        ModeratorRight.objects.create(
            group=editors, conference_key=conference.key, session_key=key, **right
        )
    editor = as_user("editor")
    step(editor, waiting, "publish")
    assert (waiting.state == State.PUBLISHED) is is_let
    page = editor.get("/admin/contributions/?state=all", follow=True).content.decode()
    assert (f"/admin/contributions/{waiting.pk}/" in page) is is_let


def test_drafts_are_nobodys_but_their_authors(
    as_user: AsUser, conference: Conference, ada: Participant, her: Client
) -> None:
    values = form(title="zebrafinch")
    del values["send"]
    her.post(writing(conference), values)
    draft = ada.contributions.get()
    admin = as_user("admin")
    assert admin.get(f"/admin/contributions/{draft.pk}/", follow=True).status_code == 404
    assert "zebrafinch" not in admin.get("/admin/contributions/?state=all").content.decode()


def test_registrations_wait_for_approval(
    as_user: AsUser, conference: Conference, rules: ModerationSettings
) -> None:
    rules.participation = "approved"
    rules.save()
    bob = participant_named("bob")
    client = signed_in(bob)
    client.post(f"/en/taking-part/register/{conference.key}/")
    assert "/register/" in client.post(writing(conference), form())["Location"]
    moderator = as_user("moderator")
    page = moderator.get("/admin/contributions/registrations/").content.decode()
    assert "bob@example.net" in page
    registration = Registration.objects.get(participant=bob)
    values = {"registration": registration.pk, "decision": "approve"}
    moderator.post("/admin/contributions/registrations/", values)
    assert "/mine/" in client.post(writing(conference), form())["Location"]
    assert "bob" in client.get(f"{WHOLE}participants/").content.decode()


def test_only_who_was_invited_registers(conference: Conference, as_user: AsUser) -> None:
    admin = as_user("admin")
    values = {"action": "settings", "participation": "invited", "moderation": "after"}
    path = f"/admin/contributions/conferences/{conference.key}/"
    admin.post(path, values | {"invited": "Bob@example.net\n", "edit_minutes": ""})
    for name, is_let in (("bob", True), ("eve", False)):
        person = participant_named(name)
        signed_in(person).post(f"/en/taking-part/register/{conference.key}/")
        assert Registration.objects.filter(participant=person).exists() is is_let


def test_the_secretariat_enters_what_came_by_mail(as_user: AsUser, conference: Conference) -> None:
    path = f"/admin/contributions/enter/{conference.sessions[0].key}/"
    values = form(name="A Delegate", affiliation="party", country="KE", organization="", role="")
    answer = as_user("moderator").post(path, values)
    entered = Contribution.objects.latest("number")
    assert answer["Location"] == f"/admin/contributions/{entered.pk}/"
    page = read(entered)
    assert "A Delegate" in page
    assert "on behalf of the author" in page
