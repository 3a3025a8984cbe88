"""A participant sees, exports and erases what is kept; the record keeps the affiliation alone."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

import pytest

from contributions.conference_registry import Conference
from contributions.mail import subscription_choices
from contributions.models import (
    Attachment,
    Contribution,
    Edit,
    Invitation,
    Mail,
    Mailing,
    Participant,
    Redaction,
    Registration,
    SignInRequest,
    State,
    Subscription,
)
from contributions.moderation import steps
from tests.contributions.conftest import SESSION, WHOLE, participant_named, posted, signed_in

PAGE = "/en/taking-part/personal-data/"
EXPORT = f"{PAGE}export.json"
ERASE = f"{PAGE}erase/"
PLACES = [
    SESSION,
    f"{SESSION}contributions/",
    f"{SESSION}contributions.xml",
    f"{SESSION}contributions.json",
    f"{SESSION}contributions.csv",
    f"{SESSION}print/",
    f"{WHOLE}contributions/",
    f"{WHOLE}contributions.json",
    f"{WHOLE}contributions.csv",
    f"{WHOLE}participants/",
    f"{WHOLE}statistics/",
    f"{WHOLE}print/all/",
]


@pytest.fixture
def finch(conference: Conference, rules: Any) -> Participant:
    """Somebody with something of every kind."""
    participant = participant_named("zebrafinch", conference)
    participant.organization, participant.country = "Finchbody", "FJ"
    participant.save()
    subscription_choices.choose(participant, conference.key, "at once")
    email = participant.email
    SignInRequest.objects.create(email=email, address="192.0.2.1")
    Invitation.objects.create(conference_key=conference.key, email=email)
    mailing = Mailing.objects.create(key="x", kind="closed", conference_key=conference.key)
    Mail.objects.create(mailing=mailing, participant=participant, state="sent")
    return participant


def every_state(conference: Conference, participant: Participant) -> dict[str, Contribution]:
    found = {
        state: posted(conference, participant, state=state, title=f"{state} title")
        for state in (State.PUBLISHED, State.WAITING, State.RETURNED, State.WITHDRAWN, State.DRAFT)
        if state != State.DRAFT
    }
    Contribution.objects.exclude(state=State.PUBLISHED).update(published_at=None)
    found[State.DRAFT] = Contribution.objects.create(
        conference_key=conference.key,
        session_key=conference.sessions[0].key,
        language="en",
        title="draft title",
        text="Some text",
        participant=participant,
    )
    for contribution in found.values():
        attachment = Attachment(contribution=contribution, name="x.txt", size=1, sha256="0")
        attachment.file.save("x.txt", ContentFile(b"x"))
    now = timezone.now()
    Edit.objects.create(
        contribution=found["published"], edited_at=now, title_before="b", text_before="before"
    )
    Redaction.objects.create(
        contribution=found["published"], passage="a passage", reason="A reason", made_at=now
    )
    return found


def test_the_page_and_the_file_have_everything(conference: Conference, finch: Participant) -> None:
    every_state(conference, finch)
    browser = signed_in(finch)
    page = browser.get(PAGE).content.decode()
    assert finch.email in page
    assert "Finchbody" in page
    answer = browser.get(EXPORT)
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    kept = answer.json()
    assert kept["profile"]["email"] == finch.email
    assert {found["state"] for found in kept["contributions"]} == set(State.values)
    assert kept["contributions"][0]["former_texts"][0]["text"] == "before"
    lengths = {name: len(values) for name, values in kept.items() if name != "profile"}
    assert lengths == {
        "registrations": 1,
        "invitations": 1,
        "mail_choices": 1,
        "mails": 1,
        "code_requests": 1,
        "contributions": 5,
    }


def test_the_file_has_nothing_of_others(
    conference: Conference, finch: Participant, ada: Participant, her: Client
) -> None:
    every_state(conference, finch)
    assert "inch" not in her.get(EXPORT).content.decode()


def test_nothing_of_it_is_shown_without_signing_in(conference: Conference, client: Client) -> None:
    for path in (PAGE, EXPORT, ERASE):
        assert client.get(path)["Location"].startswith("/en/taking-part/sign-in/")
        assert client.post(path).status_code in (302, 405)


def test_erasing_asks_first_and_needs_the_form(conference: Conference, finch: Participant) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(finch.user, backend="contributions.backends.ParticipantBackend")
    assert strict.post(ERASE, {"confirm": "on"}).status_code == 403
    browser = signed_in(finch)
    assert "cannot be undone" in browser.get(ERASE).content.decode()
    browser.post(ERASE, {})
    assert Participant.objects.filter(pk=finch.pk).exists()


@pytest.mark.long
def test_after_erasing_no_place_names_the_author_and_the_affiliation_stays(
    conference: Conference, finch: Participant, client: Client, admin_client: Client
) -> None:
    found = every_state(conference, finch)
    named = [path for path in PLACES if b"inch" in client.get(path).content]
    assert f"{WHOLE}participants/" in named
    browser = signed_in(finch)
    assert "have been erased" in browser.post(ERASE, {"confirm": "on"}).content.decode()
    assert browser.get(PAGE)["Location"].startswith("/en/taking-part/sign-in/")
    for path in PLACES:
        said = client.get(path).content.decode()
        assert "zebrafinch" not in said, path
        assert "Finchbody" not in said, path
    assert "/contributions/" not in client.get("/en/search/?q=Finchbody").content.decode()
    page = client.get(f"{SESSION}contributions/{found['published'].number}/").content.decode()
    assert "Name removed" in page
    assert "Non-governmental organization" in page
    assert "Fiji" not in page
    for path in ("", f"{found['published'].pk}/", f"{found['waiting'].pk}/", "registrations/"):
        said = admin_client.get(f"/admin/contributions/{path}").content.decode()
        assert "inch" not in said.replace("inches", "")


def test_after_erasing_nothing_is_kept_but_the_record(
    conference: Conference,
    finch: Participant,
    django_capture_on_commit_callbacks: Any,
) -> None:
    found = every_state(conference, finch)
    files = {state: one.attachments.get().file for state, one in found.items()}
    withdrawn_at = found["withdrawn"].changed_at
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(finch).post(ERASE, {"confirm": "on"})
    email = "zebrafinch@example.net"
    assert not get_user_model().objects.filter(email=email).exists()
    for model in (Registration, Subscription, Mail):
        assert not model.objects.filter(participant=finch.pk).exists()
    for model in (SignInRequest, Invitation):
        assert not model.objects.filter(email=email).exists()
    left = {one.state: one for one in Contribution.objects.filter(pk__in=_keys(found))}
    assert set(left) == {"published", "returned", "withdrawn"}
    kept = left["published"]
    assert (kept.title, kept.text, kept.author_affiliation) == (
        "published title",
        "Some text",
        "ngo",
    )
    assert (left["withdrawn"].title, left["withdrawn"].text) == ("", "")
    assert left["withdrawn"].changed_at == withdrawn_at
    assert not Contribution.objects.filter(pk__in=_keys(found), author_name__gt="").exists()
    assert Edit.objects.get(contribution=kept).text_before == ""
    assert Redaction.objects.get(contribution=kept).passage == ""
    there = {state for state, file in files.items() if file.storage.exists(file.name)}
    assert there == {State.PUBLISHED}


def _keys(found: dict[str, Contribution]) -> list[int]:
    return [contribution.pk for contribution in found.values()]


def test_a_government_keeps_its_country(conference: Conference, finch: Participant) -> None:
    finch.affiliation = "party"
    contribution = posted(conference, finch)
    signed_in(finch).post(ERASE, {"confirm": "on"})
    contribution.refresh_from_db()
    assert (contribution.author_affiliation, str(contribution.author_country)) == ("party", "FJ")
    assert (contribution.author_name, contribution.author_organization) == ("", "")


def test_what_was_erased_cannot_be_published(
    conference: Conference, finch: Participant, admin_user: Any
) -> None:
    found = every_state(conference, finch)
    signed_in(finch).post(ERASE, {"confirm": "on"})
    for state in ("waiting", "returned", "withdrawn"):
        with pytest.raises(steps.NotPossibleError, match="erased"):
            steps.publish(found[state], admin_user)


def test_what_waits_again_after_an_edit_is_still_to_be_decided(
    conference: Conference, finch: Participant, admin_user: Any
) -> None:
    found = posted(conference, finch, state=State.WAITING)
    signed_in(finch).post(ERASE, {"confirm": "on"})
    steps.publish(found, admin_user)
    found.refresh_from_db()
    assert (found.state, found.text, found.author_name) == ("published", "Some text", "")


def test_the_same_address_starts_anew_after_erasing(
    conference: Conference, finch: Participant, client: Client
) -> None:
    signed_in(finch).post(ERASE, {"confirm": "on"})
    client.post("/en/taking-part/sign-in/", {"email": "zebrafinch@example.net", "website": ""})
    anew = Participant.objects.get(user__email="zebrafinch@example.net")
    assert anew.name == ""
    assert not anew.contributions.exists()


def test_the_purge_deletes_what_is_older_than_the_settings_allow(
    conference: Conference, finch: Participant, settings: Any, capsys: Any
) -> None:
    settings.CONTRIBUTIONS_KEEP_MAIL_LOG_DAYS = 10
    now = timezone.now()
    fresh = participant_named("fresh", conference)
    for person, days in ((finch, 11), (fresh, 9)):
        person.user.last_login = now - timedelta(days=days * 9)
        person.user.save()
        Mail.objects.update_or_create(
            mailing=Mailing.objects.get(key="x"),
            participant=person,
            defaults={"state": "sent", "changed_at": now - timedelta(days=days)},
        )
    SignInRequest.objects.update(requested_at=now - timedelta(days=2))
    unused = participant_named("unused")
    later = participant_named("later")
    Participant.objects.filter(pk__in=[unused.pk, later.pk]).update(accepted_terms_at=None)
    Participant.objects.filter(pk__in=[unused.pk, finch.pk]).update(
        created_at=now - timedelta(days=31)
    )
    call_command("purge_participant_data")
    assert capsys.readouterr().out.splitlines() == [
        "Deleted code requests: 1",
        "Deleted mails: 1",
        "Deleted last sign-ins: 1",
        "Deleted unused accounts: 1",
    ]
    assert list(Mail.objects.values_list("participant__name", flat=True)) == ["fresh"]
    assert Participant.objects.filter(pk__in=[finch.pk, later.pk]).count() == 2
    assert Mailing.objects.filter(key="x").exists()
