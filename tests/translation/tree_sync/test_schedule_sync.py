"""Translations go live and expire with their original, after one question."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

import pytest

from conference.models import ConferencePage, SessionPage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import submit_page, translation_of
from translation.tree_sync import schedule_sync

GO_LIVE = datetime(2032, 1, 5, 8, tzinfo=UTC)
EXPIRY = datetime(2033, 1, 5, 8, tzinfo=UTC)


def in_language(page: Page, code: str) -> Page:
    return page.get_translations().get(locale__language_code=code).specific


def set_schedule(
    page: Page, *, go_live_at: datetime | None = None, expire_at: datetime | None = None
) -> Page:
    page = page.specific_class.objects.get(pk=page.pk)
    page.go_live_at, page.expire_at = go_live_at, expire_at
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def translate_completely(page: Page, language: str, user: Any) -> None:
    """Every string is saved, as the translator's editor does it; no revision is made."""
    translation = translation_of(page, language)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"übersetzt {segment.string.data}",
            last_translated_by=user,
        )


def make_draft(trial: int) -> int:
    conference = read_page(trial)
    submit_page(conference)
    page = SessionPage(title="Soon", slug="soon", theme="Theme", number=1, live=False)
    conference.add_child(instance=page)
    page.save_revision()
    submit_page(page)
    return page.pk


french_draft = module_fixture(make_draft, "trial")


@pytest.fixture
def draft(french_draft: int, db: None) -> SessionPage:
    """A draft below a live conference, with its French draft."""
    page: SessionPage = read_page(french_draft)
    return page


@pytest.mark.long
def test_a_live_translation_expires_with_its_original_and_keeps_its_texts(
    conference: ConferencePage, publish_translation: Callable[..., Page], account: Any
) -> None:
    french = publish_translation(conference)
    page = set_schedule(conference, expire_at=EXPIRY)
    assert schedule_sync.follow(page, account("editor")) == 1
    french.refresh_from_db()
    assert french.expire_at == EXPIRY
    assert french.live
    assert not french.has_unpublished_changes
    assert french.get_latest_revision_as_object().expire_at == EXPIRY
    assert french.get_latest_revision_as_object().title == french.title
    assert not schedule_sync.has_changes(page, account("editor"))


@pytest.mark.long
def test_when_the_time_has_come_all_languages_leave_public_view(
    conference: ConferencePage, publish_translation: Callable[..., Page], account: Any
) -> None:
    french = publish_translation(conference)
    page = set_schedule(conference, expire_at=EXPIRY)
    schedule_sync.follow(page, account("editor"))
    past = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(expire_at=EXPIRY).update(expire_at=past)
    call_command("publish_scheduled")
    live = Page.objects.filter(translation_key=french.translation_key).values_list(
        "live", flat=True
    )
    assert list(live) == [False, False]


@pytest.mark.long
def test_a_complete_draft_goes_live_with_its_original_in_its_own_words(
    draft: SessionPage, account: Any
) -> None:
    moderator = account("moderator")
    translate_completely(draft, "fr", moderator)
    page = set_schedule(draft, go_live_at=GO_LIVE)
    assert schedule_sync.follow(page, moderator) == 1
    french = in_language(draft, "fr")
    assert not french.live
    scheduled = french.scheduled_revision
    assert scheduled.approved_go_live_at == GO_LIVE
    assert scheduled.as_object().title == "übersetzt Soon"


def test_a_draft_with_gaps_never_goes_live(draft: SessionPage, account: Any) -> None:
    page = set_schedule(draft, go_live_at=GO_LIVE)
    (change,) = schedule_sync.changes(page, account("admin"))
    assert not change.follows
    assert change.what == "stays a draft, as it is not translated completely"
    assert schedule_sync.follow(page, account("admin")) == 0
    assert in_language(draft, "fr").scheduled_revision is None


def test_an_instant_that_has_passed_publishes_no_translation(
    draft: SessionPage, account: Any
) -> None:
    """Until the command has run that publishes the original, its schedule is still on record."""
    translate_completely(draft, "fr", account("admin"))
    page = set_schedule(draft, go_live_at=GO_LIVE)
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    assert schedule_sync.follow(page, account("admin")) == 0
    assert not in_language(draft, "fr").live


def test_who_may_not_publish_in_a_language_does_not_schedule_it(
    draft: SessionPage, account: Any
) -> None:
    editor = account("editor")
    translate_completely(draft, "fr", editor)
    page = set_schedule(draft, go_live_at=GO_LIVE)
    (change,) = schedule_sync.changes(page, editor)
    assert change.what == "stays a draft, as you may not publish in this language"
    assert schedule_sync.follow(page, editor) == 0


@pytest.mark.long
def test_who_may_not_publish_the_original_does_not_see_the_screen(
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    client: Client,
    account: Any,
) -> None:
    publish_translation(conference)
    set_schedule(conference, expire_at=EXPIRY)
    client.force_login(account("translator-fr"))
    address = reverse("all_languages:schedule", args=[conference.pk])
    assert client.get(address).status_code == 302
    assert client.post(address).status_code == 302
    assert in_language(conference, "fr").expire_at is None


@pytest.mark.long
@pytest.mark.parametrize("many", [False, True])
def test_the_screen_asks_and_carries_out(
    many: bool,
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    client: Client,
    account: Any,
) -> None:
    publish_translation(conference)
    set_schedule(conference, expire_at=EXPIRY)
    client.force_login(account("editor"))
    address = reverse("all_languages:schedule", args=[conference.pk])
    if many:
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "follow_schedule"])
        address = f"{bulk}?id={conference.pk}"
    screen = client.get(address).content.decode()
    assert "French" in screen
    assert "expires on" in screen
    assert client.post(address).status_code == 302
    assert in_language(conference, "fr").expire_at == EXPIRY
