"""What is not on record appears in no outlet; of what is withdrawn, number, date and reason."""

from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from wagtail.models import PageViewRestriction

import pytest

from contributions.conference_registry import Conference
from contributions.models import Attachment, Contribution, Participant, State
from tests.contributions.conftest import (
    DEMO,
    SESSION,
    WHOLE,
    participant_named,
    posted,
    signed_in,
    writing,
)

MARK = "zebrafinch"
OUTLETS = [
    SESSION,
    f"{SESSION}contributions/",
    f"{SESSION}contributions/?order=newest",
    f"{SESSION}contributions/?language=fr",
    f"{SESSION}contributions/?affiliation=academia",
    f"{SESSION}contributions/?country=FJ",
    f"{SESSION}contributions/?translations=1",
    f"{SESSION}contributions.xml",
    f"{SESSION}contributions.json",
    f"{SESSION}contributions.csv",
    f"{SESSION}feed.xml",
    f"{SESSION}print/",
    WHOLE,
    f"{WHOLE}contributions/",
    f"{WHOLE}contributions.json",
    f"{WHOLE}contributions.csv",
    f"{WHOLE}statistics/",
    f"{WHOLE}participants/",
    f"{WHOLE}feed.xml",
    f"{WHOLE}print/all/",
    f"/en/search/?q={MARK}",
    f"/en/search/?q={MARK}&kind=contributions",
    f"{WHOLE}print/all/?include=contributions",
    f"{WHOLE}print/all.html?include=contributions",
    f"{WHOLE}print/all/?include=contributions-translated",
    "/sitemap.xml",
]
HIDDEN = [State.DRAFT, State.WAITING, State.RETURNED, State.WITHDRAWN]


def hidden(conference: Conference, participant: Participant, state: str) -> Contribution:
    found = posted(
        conference,
        participant,
        title=f"{MARK} title",
        text=f"{MARK} text",
        author_name=f"{MARK} name",
        language="fr",
        author_affiliation="academia",
        author_country="FJ",
        state=state if state != State.DRAFT else State.WAITING,
        state_reason="The reason",
        has_attachments=True,
    )
    if state == State.DRAFT:
        Contribution.objects.filter(pk=found.pk).update(state=state, number=None)
    attachment = Attachment(contribution=found, name=f"{MARK}.txt", size=1, sha256="0")
    attachment.file.save("x.txt", ContentFile(b"x"))
    return found


def said(client: Client, path: str) -> str:
    """What an answer says, without the words of a search that it repeats."""
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode().replace(f'value="{MARK}"', "").replace(f"q={MARK}", "")


@pytest.mark.slow
@pytest.mark.parametrize("state", HIDDEN)
def test_no_outlet_shows_what_is_not_published(
    conference: Conference, ada: Participant, client: Client, state: str
) -> None:
    found = hidden(conference, ada, state)
    shown = [path for path in OUTLETS if f"{MARK} t" in said(client, path)]
    shown += [path for path in OUTLETS if f"{MARK} name" in said(client, path)]
    shown += [path for path in OUTLETS if f"{MARK}.txt" in said(client, path)]
    assert shown == []
    [attachment] = found.attachments.all()
    file = f"/documents/contributions/{attachment.pk}/{attachment.name}"
    assert client.get(file, follow=True).status_code == 404


@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED])
def test_what_waits_has_no_address_for_others(
    conference: Conference, ada: Participant, client: Client, state: str
) -> None:
    found = hidden(conference, ada, state)
    bob = signed_in(participant_named("bob", conference))
    for browser in (client, bob):
        for place in (SESSION, WHOLE):
            assert browser.get(f"{place}contributions/{found.number}/").status_code == 404
        page = browser.get(f"{writing(conference)}?quote={found.number}").content.decode()
        assert MARK not in page


def test_the_author_still_has_the_file(
    conference: Conference, ada: Participant, her: Client
) -> None:
    [attachment] = hidden(conference, ada, State.WAITING).attachments.all()
    file = f"/documents/contributions/{attachment.pk}/{attachment.name}"
    assert her.get(file).status_code == 200


def test_of_what_is_withdrawn_number_date_and_reason_stay(
    conference: Conference, ada: Participant, client: Client
) -> None:
    found = hidden(conference, ada, State.WITHDRAWN)
    page = client.get(f"{SESSION}contributions/{found.number}/").content.decode()
    assert f"#{found.number}" in page
    assert "The reason" in page
    assert MARK not in page


@pytest.mark.long
@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_nothing_is_shown_of_a_private_conference(
    conference: Conference, ada: Participant, client: Client, page_at: Any, kind: str
) -> None:
    shown = posted(conference, ada, text=f"{MARK} text", has_attachments=True)
    attachment = Attachment(contribution=shown, name="x.txt", size=1, sha256="0")
    attachment.file.save("x.txt", ContentFile(b"x"))
    for language in ("en", "es", "fr"):
        page = page_at(DEMO, language)
        PageViewRestriction.objects.create(page=page, restriction_type=kind)
    paths = [*OUTLETS, f"{SESSION}contributions/{shown.number}/"]
    assert [path for path in paths if f"{MARK} text" in said(client, path)] == []
    file = f"/documents/contributions/{attachment.pk}/x.txt"
    assert client.get(file, follow=True).status_code == 404
