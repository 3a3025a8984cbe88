"""Writing and sending: a number each, nothing twice, nothing lost, closed to the instant."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import pytest

from contributions.conference_registry import Conference
from contributions.models import Contribution, ModerationSettings, Participant, State
from contributions.reading.display import displayed_html
from tests.contributions.conftest import (
    SESSION,
    code_in_mail,
    form,
    own,
    participant_named,
    posted,
    signed_in,
    writing,
)


def test_a_contribution_is_numbered_published_and_read_at_its_address(
    conference: Conference, ada: Participant, her: Client, client: Client
) -> None:
    answer = her.post(writing(conference), form(title="Hello", text="*Hi* to #2"))
    contribution = own(ada).get()
    assert answer["Location"] == f"/en/taking-part/mine/{contribution.number}/"
    page = client.get(f"{SESSION}contributions/{contribution.number}/").content.decode()
    assert "<em>Hi</em>" in page
    assert f'href="{SESSION.replace("session-1/", "")}contributions/2/">#2</a>' in page
    spanish = SESSION.replace("/en/", "/es/")
    assert client.get(f"{spanish}contributions/{contribution.number}/").status_code == 200


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See #2, (#3) and #4.", ["2", "3", "4"]),
        ("感谢#3和#4。", ["3", "4"]),
        ("شكراً على #3 و#4؛", ["3", "4"]),
        ("Согласны с #8.", ["8"]),
        ("C#2 x&#35; Nr#5 #6a /#7 ##8 #1234567890", []),
    ],
)
def test_a_number_is_a_link_in_scripts_that_write_words_in_one_piece(
    text: str, numbers: list[str]
) -> None:
    assert re.findall(r'">#(\d+)</a>', displayed_html(text, SESSION)) == numbers


def test_the_number_follows_the_last_one(conference: Conference, her: Client) -> None:
    last = Contribution.objects.order_by("number").last()
    her.post(writing(conference), form())
    assert Contribution.objects.filter(number=last.number + 1).exists()  # type: ignore[union-attr, operator]


def test_sent_twice_it_is_posted_once(
    conference: Conference, ada: Participant, her: Client
) -> None:
    values = form()
    first = her.post(writing(conference), values)
    second = her.post(writing(conference), values | {"text": "another text"})
    assert first["Location"] == second["Location"]
    assert own(ada).get().text == values["text"]


def test_the_same_text_in_another_form_is_refused(
    conference: Conference, ada: Participant, her: Client
) -> None:
    her.post(writing(conference), form(text="the same"))
    answer = her.post(writing(conference), form(text="the same"))
    assert answer.status_code == 422
    assert "posted the same text already" in answer.content.decode()
    assert own(ada).exclude(number=None).count() == 1


def test_a_preview_keeps_a_draft_that_nobody_else_finds(
    conference: Conference, ada: Participant, her: Client
) -> None:
    values = form(text="**heron**")
    del values["send"]
    shown = her.post(writing(conference), values | {"preview": ""}, follow=True)
    draft = own(ada).get()
    # By an address of its own, so that going back to it sends nothing again.
    assert shown.redirect_chain == [(f"{writing(conference)}?draft={draft.pk}&preview=", 302)]
    page = shown.content.decode()
    assert "<strong>heron</strong>" in page
    assert "Your draft is kept" in page
    assert (draft.state, draft.number) == (State.DRAFT, None)
    again = her.get(f"{writing(conference)}?draft={draft.pk}")
    assert again.context["form"]["text"].value() == "**heron**"
    link = f'href="?draft={draft.pk}"'
    assert link in her.get(writing(conference)).content.decode()
    assert link not in again.content.decode()
    other = signed_in(participant_named("bob", conference))
    page = other.get(f"{writing(conference)}?draft={draft.pk}").content.decode()
    assert "**heron**" not in page
    assert link not in page


def test_a_form_with_a_fault_is_kept(conference: Conference, ada: Participant, her: Client) -> None:
    answer = her.post(writing(conference), form(title="", text="long work"))
    assert answer.status_code == 422
    assert own(ada).get().text == "long work"


def test_a_form_that_arrives_without_its_session_is_there_after_signing_in(
    conference: Conference, ada: Participant, client: Client
) -> None:
    values = form(title="Written before", text="the session ended")
    answer = client.post(writing(conference), values)
    assert "/sign-in/" in answer["Location"]
    sent = client.post(answer["Location"], {"email": ada.email, "website": ""})
    back = client.post(sent["Location"], {"code": code_in_mail()})
    page = client.get(back["Location"])
    assert page.context["form"]["text"].value() == "the session ended"
    client.post(back["Location"], values)
    assert own(ada).get().state == State.PUBLISHED


def test_who_has_not_registered_posts_nothing(conference: Conference, rules: Any) -> None:
    stranger = participant_named("eve")
    answer = signed_in(stranger).post(writing(conference), form())
    assert "/register/" in answer["Location"]
    assert not own(stranger).exists()


def test_with_moderation_before_publication_it_waits(
    conference: Conference, rules: ModerationSettings, ada: Participant, her: Client
) -> None:
    rules.moderation = "before"
    rules.save()
    her.post(writing(conference), form())
    assert own(ada).get().state == State.WAITING


def test_the_first_one_waits_where_that_is_set(
    conference: Conference, rules: ModerationSettings, ada: Participant, her: Client
) -> None:
    rules.first_waits = True
    rules.save()
    her.post(writing(conference), form())
    posted(conference, ada)
    her.post(writing(conference), form())
    states = list(own(ada).order_by("number").values_list("state", flat=True))
    assert states == [State.WAITING, State.PUBLISHED, State.PUBLISHED]


def test_a_reply_stands_in_its_thread(
    conference: Conference, ada: Participant, her: Client
) -> None:
    first, other = posted(conference, ada), posted(conference, ada)
    her.post(writing(conference), form(reply=first.number))
    reply = own(ada).get(parent=first)
    listed = Contribution.objects.filter(pk__in=[first.pk, other.pk, reply.pk]).by_thread()
    assert list(listed) == [first, reply, other]
    assert reply.depth == 1


@pytest.mark.long
def test_a_closed_thread_takes_no_reply(
    conference: Conference, ada: Participant, her: Client
) -> None:
    first = posted(conference, ada, is_closed=True)
    reply = posted(conference, ada, parent=first)
    answer = her.post(writing(conference), form(reply=reply.number))
    assert "closed this thread" in answer.content.decode()


def test_very_many_within_an_hour_are_refused(
    conference: Conference, her: Client, settings: Any
) -> None:
    settings.CONTRIBUTIONS_PER_HOUR = 2
    codes = [her.post(writing(conference), form()).status_code for _each in range(3)]
    assert codes == [302, 302, 422]


def test_very_many_links_are_refused(conference: Conference, her: Client, settings: Any) -> None:
    settings.CONTRIBUTIONS_MAX_LINKS = 1
    text = "[a](https://example.org/a) [b](https://example.org/b)"
    assert her.post(writing(conference), form(text=text)).status_code == 422


def test_a_form_without_its_token_is_refused_everywhere(
    conference: Conference, ada: Participant
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada.user, backend="contributions.backends.ParticipantBackend")
    number = posted(conference, ada).number
    for path in (
        writing(conference),
        "/en/taking-part/profile/",
        "/en/taking-part/sign-out/",
        f"/en/taking-part/register/{conference.key}/",
        f"/en/taking-part/mine/{number}/edit/",
        "/en/taking-part/drafts/1/discard/",
        "/en/taking-part/mail/",
        "/en/taking-part/personal-data/erase/",
    ):
        assert client.post(path, form()).status_code == 403
    assert Client(enforce_csrf_checks=True).post("/en/taking-part/sign-in/").status_code == 403


def test_the_author_edits_within_the_time_and_readers_see_that(
    conference: Conference, ada: Participant, her: Client, client: Client
) -> None:
    contribution = posted(conference, ada, text="before")
    edit = f"/en/taking-part/mine/{contribution.number}/edit/"
    her.post(edit, {"title": "A title", "text": "after", "reason": "A mistake"})
    page = client.get(f"{SESSION}contributions/{contribution.number}/").content.decode()
    assert "after" in page
    assert "Edited by the author on" in page
    assert "A mistake" in page
    assert contribution.edits.get().text_before == "before"


def test_after_the_time_nothing_is_edited(
    conference: Conference, ada: Participant, her: Client
) -> None:
    early = timezone.now() - timedelta(minutes=31)
    contribution = posted(conference, ada, text="before", posted_at=early)
    edit = f"/en/taking-part/mine/{contribution.number}/edit/"
    her.post(edit, {"title": "A title", "text": "after", "reason": ""})
    contribution.refresh_from_db()
    assert contribution.text == "before"


def test_nobody_edits_anothers(conference: Conference, ada: Participant) -> None:
    contribution = posted(conference, ada)
    other = signed_in(participant_named("bob", conference))
    for path in ("", "edit/"):
        answer = other.get(f"/en/taking-part/mine/{contribution.number}/{path}")
        assert answer.status_code == 404


def test_a_file_is_attached_and_downloaded(
    conference: Conference, ada: Participant, her: Client, client: Client
) -> None:
    file = SimpleUploadedFile("notes.txt", b"plain notes")
    her.post(writing(conference), form(files=file))
    attachment = own(ada).get().attachments.get()
    answer = client.get(f"/documents/contributions/{attachment.pk}/notes.txt")
    assert b"".join(answer.streaming_content) == b"plain notes"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.html", b"<html>"), ("x.pdf", b"<script>"), ("x.txt", b"<html><script>"), ("x.svg", b"x")],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    conference: Conference, ada: Participant, her: Client, name: str, content: bytes
) -> None:
    answer = her.post(writing(conference), form(files=SimpleUploadedFile(name, content)))
    assert answer.status_code == 422
    assert not own(ada).get().attachments.exists()


def test_no_token_is_taken_from_another(conference: Conference, ada: Participant) -> None:
    """Two participants may even send the same token."""
    token = str(uuid4())
    for participant in (ada, participant_named("bob", conference)):
        signed_in(participant).post(writing(conference), form(token=token))
        assert own(participant).get().state == State.PUBLISHED
