"""Who may extend a conference, what is refused, and what is kept of it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page, PageLogEntry

import pytest

from conference.decisions import cancel_and_extend
from conference.models import ConferencePage, Extension
from core.signals import pages_changed
from tests.conference.extension_helpers import (
    PORTAL,
    REASON,
    again,
    all_languages,
    conference,
    extend_address,
    minute,
    post,
    text,
)
from tests.conftest import PageFinder

__all__ = ["conference"]

Account = Callable[[str], Any]


# --- Who, and what is refused -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "may"),
    [("admin", True), ("editor", True), ("translator-fr", False), ("reviewer", False)],
)
def test_whoever_may_publish_the_conference_may_extend_it(
    client: Client, conference: ConferencePage, account: Account, username: str, *, may: bool
) -> None:
    client.force_login(account(username))
    post(client, conference, minute(days=9))
    assert (again(conference).extended_to == minute(days=9)) is may
    listed = client.get(reverse("wagtailadmin_explore", args=[conference.get_parent().pk]))
    assert (extend_address(conference) in listed.content.decode()) is may


def test_nobody_extends_without_signing_in(client: Client, conference: ConferencePage) -> None:
    response = post(client, conference, minute(days=9))
    assert response.status_code == 302
    assert "/login/" in response.url
    assert not Extension.objects.exists()


def test_a_translation_leads_to_the_extension_of_the_one_conference(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    client.force_login(account("admin"))
    french = conference.get_translation(Locale.objects.get(language_code="fr"))
    assert post(client, french, minute(days=9)).status_code == 302
    assert again(conference).extended_to == minute(days=9)


@pytest.mark.parametrize(
    ("closing", "message"),
    [
        ({"days": -1}, "This date is in the past"),
        ({"days": 1}, "An extension ends later than the closing it moves"),
    ],
)
def test_an_instant_that_extends_nothing_is_refused_with_the_form_still_filled(
    client: Client,
    conference: ConferencePage,
    account: Account,
    closing: dict[str, int],
    message: str,
) -> None:
    client.force_login(account("editor"))
    response = post(client, conference, minute(**closing), reason_en=REASON, reason_fr="Parce que")
    assert response.status_code == 200
    page = response.content.decode()
    assert message in page
    assert REASON in page
    assert "Parce que" in page
    assert f"{minute(**closing):%Y-%m-%d %H:%M}" in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize("closing", ["", "soon", "2031-02-30 10:00", "0000-00-00"])
def test_what_is_no_instant_is_refused(
    client: Client, conference: ConferencePage, account: Account, closing: str
) -> None:
    client.force_login(account("editor"))
    response = client.post(extend_address(conference), {"closing": closing})
    assert response.context["form"].errors.keys() == {"closing"}
    assert not Extension.objects.exists()


def test_the_same_closing_twice_is_refused_the_second_time(conference: ConferencePage) -> None:
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    with pytest.raises(ValidationError, match="later than the closing"):
        cancel_and_extend.extend(conference, minute(days=9), {}, None)
    assert Extension.objects.of(conference).count() == 1


def test_an_archived_conference_is_not_extended(
    client: Client, page_at: PageFinder, account: Account
) -> None:
    archived = page_at(f"{PORTAL}/archive/mainstreaming")
    client.force_login(account("admin"))
    post(client, archived, minute(days=9))
    assert again(archived).extended_to is None


def test_a_page_locked_by_somebody_else_is_not_extended(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    Page.objects.filter(pk=conference.pk).update(locked=True, locked_by=account("admin"))
    client.force_login(account("editor"))
    post(client, conference, minute(days=9))
    assert again(conference).extended_to is None


# --- The record -------------------------------------------------------------------------------


def test_the_page_history_of_each_language_tells_of_it(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    client.force_login(account("editor"))
    post(client, conference, minute(days=9))
    entries = PageLogEntry.objects.filter(action=cancel_and_extend.EXTENDED)
    assert {entry.page_id for entry in entries} == {page.pk for page in all_languages(conference)}
    assert {entry.user for entry in entries} == {account("editor")}
    history = client.get(reverse("wagtailadmin_pages:history", args=[conference.pk]))
    assert "Closing date changed from" in history.content.decode()


def test_the_latest_extension_can_be_corrected_and_no_earlier_one(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    for days in (9, 16):
        cancel_and_extend.extend(conference, minute(days=days), {"en": REASON}, None)
    client.force_login(account("editor"))
    address = reverse("conference_correct", args=[conference.pk])
    too_early = {"closing": f"{minute(days=8):%Y-%m-%d %H:%M}"}
    assert client.post(address, too_early).context["form"].errors.keys() == {"closing"}
    right = {"closing": f"{minute(days=12):%Y-%m-%d %H:%M}", "reason_fr": "Motif"}
    assert client.post(address, right).status_code == 302
    closings = [record.closes_at for record in Extension.objects.of(conference)]
    assert closings == [minute(days=9), minute(days=12)]
    assert again(conference).extended_to == minute(days=12)
    assert "Motif" in text(client, "fr")


def test_the_form_of_a_published_conference_does_not_move_its_closing(
    client: Client, conference: ConferencePage
) -> None:
    form_class = ConferencePage.get_edit_handler().get_form_class()
    form = form_class(instance=again(conference))
    assert form.fields["extended_to"].disabled
    assert not form.fields["closes_at"].disabled
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    assert form_class(instance=again(conference)).fields["closes_at"].disabled
    assert not form_class(instance=ConferencePage()).fields["extended_to"].disabled


def test_caches_are_told_of_the_pages_that_say_something_else(conference: ConferencePage) -> None:
    told: list[set[int]] = []

    def hear(pages: list[Page], **_kwargs: Any) -> None:
        told.append({page.pk for page in pages})

    pages_changed.connect(hear)
    try:
        cancel_and_extend.extend(conference, minute(days=9), {}, None)
    finally:
        pages_changed.disconnect(hear)
    assert told == [{page.pk for page in all_languages(conference)}]


def test_an_extension_counts_as_the_last_change_in_each_language(
    conference: ConferencePage,
) -> None:
    before = timezone.now()
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    assert all(page.last_published_at >= before for page in all_languages(conference))
