"""A conference that is cancelled stays public and says so, in every language and outlet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page

import pytest

from conference.archiving.archive import RefusedError, steps_into_archive
from conference.decisions import cancel_and_extend
from conference.decisions.cancel_and_extend import may_extend
from conference.models import ConferencePage, SessionPage
from conference.schedule import State
from contributions.conference_registry import known
from contributions.mail.create_mailings import NEWS_FOR, due_notices
from contributions.models import MailingKind
from tests.conference.extension_helpers import (
    PORTAL,
    again,
    all_languages,
    conference,
    minute,
    text,
)
from tests.conference.feeds.readers import LANGUAGES, entries, events, feed
from tests.conference.feeds.readers import text as text_of
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
__all__ = ["conference"]
Account = Callable[[str], Any]
OWN = f"{PORTAL}/traits"
REASON = "The host’s servers; a date, later."
REASONS = {"reason_en": REASON, "reason_fr": "Les serveurs de l’hôte."}
WORDS = {"en": "Cancelled", "es": "Cancelada", "fr": "Annulée"}


def post(client: Client, page: Page, **reasons: str) -> Any:
    return client.post(reverse("conference_cancel", args=[page.pk]), reasons)


@pytest.fixture
def cancelled(conference: ConferencePage) -> ConferencePage:
    cancel_and_extend.cancel(conference, {"en": REASON, "fr": REASONS["reason_fr"]}, None)
    return again(conference)


@pytest.mark.parametrize(
    ("username", "may"),
    [("admin", True), ("editor", True), ("translator-fr", False), ("reviewer", False)],
)
def test_whoever_may_publish_it_may_cancel_it_from_any_language(
    client: Client, conference: ConferencePage, account: Account, username: str, *, may: bool
) -> None:
    client.force_login(account(username))
    french = conference.get_translation(Locale.objects.get(language_code="fr"))
    post(client, french, **REASONS)
    states = {again(page).state for page in all_languages(conference)}
    assert states == {State.CANCELLED if may else State.CLOSING_SOON}
    listed = client.get(reverse("wagtailadmin_explore", args=[conference.get_parent().pk]))
    address = reverse("conference_cancel", args=[conference.pk])
    assert (address in listed.content.decode()) is may


def test_a_cancellation_needs_a_reason(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    client.force_login(account("admin"))
    response = post(client, conference, reason_en=" ")
    assert "Give the reason in at least one language." in response.content.decode()
    with pytest.raises(ValidationError):
        cancel_and_extend.cancel(conference, {"en": " "}, None)
    assert again(conference).cancelled_at is None


def test_what_is_over_is_not_cancelled(page_at: PageFinder, account: Account) -> None:
    over = page_at(f"{PORTAL}/archive/mainstreaming")
    assert not cancel_and_extend.may_cancel(account("admin"), over)
    with pytest.raises(ValidationError):
        cancel_and_extend.cancel(over, {"en": REASON}, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_list_and_print_says_so_with_the_reason(
    client: Client, cancelled: ConferencePage, language: str
) -> None:
    reason = REASONS.get(f"reason_{language}", REASON)
    for below in ("", "introduction/", "print/"):
        html = text(client, language, below)
        assert reason in html, below
        assert f'<span class="state state--cancelled">{WORDS[language]}</span>' in html
        assert "taking-part" not in html
        assert "dates__left" not in html
    assert "https://schema.org/EventCancelled" in text(client, language)
    if language == "es":
        assert f'<span lang="en" dir="ltr">{REASON}</span>' in text(client, language)
    for where in ("", f"{PORTAL}/"):
        listed = client.get(f"/{language}/{where}").context
        assert [page.slug for page in listed["cancelled_conferences"]] == ["traits"]
        shown = [*listed["open_conferences"], *listed["upcoming_conferences"]]
        assert "traits" not in [page.slug for page in shown]
    news = client.get(f"/{language}/{PORTAL}/").context["news"]
    assert news[0].page.slug == "traits"
    assert news[0].moment == cancelled.cancelled_at


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [PORTAL, OWN])
def test_calendars_cancel_and_feeds_tell_it(
    client: Client, conference: ConferencePage, path: str, language: str
) -> None:
    session = SessionPage(title="One", theme="One", number=1, locale=conference.locale)
    session.opens_at, session.closes_at = conference.opens_at, conference.closes_at
    conference.add_child(instance=session)
    session.save_revision().publish()
    before, told = events(client, path, language), entries(feed(client, path, language))
    cancel_and_extend.cancel(conference, {"en": REASON}, None)
    after = events(client, path, language)
    assert set(after) == set(before)
    version = again(conference.get_translation(Locale.objects.get(language_code=language)))
    own = set(events(client, OWN, language))
    assert len(own) == (3 if language == "en" else 2)
    for uid in own & set(after):
        event = after[uid]
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] == before[uid]["SEQUENCE"] + 1
        assert event["SUMMARY"].startswith(WORDS[language])
        assert (event.start, event.end) == (before[uid].start, before[uid].end)
    assert REASON in after[str(conference.translation_key)]["DESCRIPTION"]
    assert all(after[uid]["STATUS"] == "CONFIRMED" for uid in set(before) - own)
    (entry,) = [
        each for each in entries(feed(client, path, language)).values()
        if text_of(each, "title").endswith(version.full_title)
    ]  # fmt: skip
    assert REASON in text_of(entry, "summary")
    if path == PORTAL:
        assert text_of(entry, "title").startswith(WORDS[language])
        assert text_of(entry, "id") not in told


def test_taken_back_it_is_confirmed_with_a_higher_number(
    client: Client, cancelled: ConferencePage, account: Account
) -> None:
    number = events(client, OWN)[str(cancelled.translation_key)]["SEQUENCE"]
    client.force_login(account("editor"))
    client.post(reverse("conference_reinstate", args=[cancelled.pk]))
    event = events(client, OWN)[str(cancelled.translation_key)]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", number + 1)
    for language in LANGUAGES:
        assert WORDS[language] not in text(client, language)


def test_drafts_and_copies_do_not_touch_it(conference: ConferencePage) -> None:
    draft = conference.save_revision()
    cancel_and_extend.cancel(conference, {"en": REASON}, None)
    assert draft.as_object().state is State.CANCELLED
    draft.publish()
    again(conference).save()
    assert again(conference).cancellation_reasons == {"en": REASON}
    copy = again(conference).copy(update_attrs={"slug": "copied"})
    assert again(copy).cancelled_at is None
    assert again(copy).cancellation_reasons == {}


def test_the_reasons_can_be_put_right(
    client: Client, cancelled: ConferencePage, account: Account
) -> None:
    client.force_login(account("editor"))
    form = client.get(reverse("conference_cancel", args=[cancelled.pk])).content.decode()
    assert REASON in form
    post(client, cancelled, reason_en="The host asked for it.")
    assert again(cancelled).cancellation_reasons == {"en": "The host asked for it."}
    assert again(cancelled).cancelled_at == cancelled.cancelled_at


def test_it_takes_no_part_and_is_neither_extended_nor_archived_yet(
    cancelled: ConferencePage, account: Account
) -> None:
    found: Any = known().by_key(cancelled.translation_key, "en")
    session: Any = type("Session", (), {"opens_at": minute(days=-1), "closes_at": minute(days=1)})
    assert not found.is_open(session)
    assert not may_extend(account("admin"), cancelled)
    with pytest.raises(RefusedError):
        steps_into_archive(cancelled)
    assert cancelled.fresh_until() == cancelled.closes_at
    now = timezone.now()
    assert due_notices(found, now) == [(MailingKind.CANCELLED, cancelled.cancelled_at)]
    assert due_notices(found, now + NEWS_FOR + timedelta(minutes=1)) == []
