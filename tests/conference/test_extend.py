"""One action extends a conference, in every language, and every extension stays on record."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale

import pytest

from conference.decisions import cancel_and_extend
from conference.models import ConferencePage, Extension
from core.dates.formatting import format_instant
from tests.conference.extension_helpers import (
    REASON,
    again,
    all_languages,
    conference,
    extend_address,
    minute,
    post,
    text,
)
from tests.whole_site_urls import LANGUAGES

__all__ = ["conference"]

Account = Callable[[str], Any]
MOTIVO = "Varios gobiernos pidieron más tiempo."


@pytest.mark.long
def test_who_extends_from_the_board_comes_back_to_it(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    client.force_login(account("editor"))
    board = reverse("conference_board", args=[conference.pk])
    html = unescape(client.get(board).content.decode())
    (link,) = re.findall(rf'href="({extend_address(conference)}[^"]*)"', html)
    answer = client.post(link, {"closing": f"{minute(days=16):%Y-%m-%d %H:%M}"})
    assert answer["Location"] == board


# --- What readers see -------------------------------------------------------------------------


@pytest.mark.parametrize("below", ["", "introduction/", "print/", "print/all/"])
def test_one_click_shows_on_every_page_in_every_language(
    client: Client, conference: ConferencePage, account: Account, below: str
) -> None:
    closing = minute(days=16)
    client.force_login(account("editor"))
    assert post(client, conference, closing).status_code == 302
    client.logout()
    for language, word in (("en", "Extended"), ("es", "Prorrogada"), ("fr", "Prolongée")):
        page = text(client, language, below)
        assert f"{closing:%Y-%m-%dT%H:%M:00Z}" in page
        assert word in page


@pytest.mark.long
def test_a_dated_notice_says_from_when_to_when_and_why(
    client: Client, conference: ConferencePage
) -> None:
    cancel_and_extend.extend(conference, minute(days=9), {"en": REASON, "es": MOTIVO}, None)
    notices = [again(page).extension_notices for page in all_languages(conference)]
    assert [len(found) for found in notices] == [1, 1, 1]
    today = timezone.now().date().isoformat()
    for language, reason in (("en", REASON), ("es", MOTIVO), ("fr", REASON)):
        page = text(client, language)
        (notice,) = [line for line in page.splitlines() if "__extension" in line]
        assert today in notice
        assert f"{conference.closes_at:%Y-%m-%dT%H:%M:%SZ}" in notice
        assert f"{minute(days=9):%Y-%m-%dT%H:%M}" in notice
        assert reason in notice


def test_a_reason_that_a_language_lacks_is_marked_as_another_language(
    client: Client, conference: ConferencePage
) -> None:
    cancel_and_extend.extend(conference, minute(days=9), {"en": REASON}, None)
    marked = f'<span lang="en" dir="ltr">{REASON}</span>'
    assert marked in text(client, "fr")
    assert marked in text(client, "fr", "print/all/")
    assert marked not in text(client, "en")


def test_a_reason_is_stored_without_control_characters(conference: ConferencePage) -> None:
    reasons = {"en": f"{REASON}\x0b", "es": "\x02"}
    extension = cancel_and_extend.extend(conference, minute(days=9), reasons, None)
    assert [reason.text for reason in extension.reasons.all()] == [REASON]


def test_a_reason_is_text_and_no_markup(client: Client, conference: ConferencePage) -> None:
    cancel_and_extend.extend(
        conference, minute(days=9), {"en": "<script>alert(1)</script> 100%"}, None
    )
    for language in LANGUAGES:
        page = text(client, language)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 100%" in page
        assert "<script>alert" not in page


def test_several_extensions_in_turn_stay_on_record(
    client: Client, conference: ConferencePage
) -> None:
    first, closings = conference.closes_at, [minute(days=days) for days in (9, 16, 23)]
    for closing in closings:
        cancel_and_extend.extend(conference, closing, {}, None)
    conference = again(conference)
    assert (conference.closes_at, conference.extended_to) == (first, closings[-1])
    chain = [first, *closings]
    sentences = [notice.sentence for notice in conference.extension_notices]
    for former, later, sentence in zip(chain, closings, sentences, strict=False):
        assert sentence.index(format_instant(former)) < sentence.index(format_instant(later))
    assert text(client, "es").count("conference-head__extension") == 3


def test_an_extension_from_before_the_record_enters_it_without_a_date(
    conference: ConferencePage,
) -> None:
    earlier = minute(days=5)
    conference.extended_to = earlier
    conference.save()
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    records = list(Extension.objects.of(conference))
    assert [record.closes_at for record in records] == [earlier, minute(days=9)]
    assert records[0].decided_at is None
    assert records[1].decided_at is not None


@pytest.mark.long
def test_what_a_conference_page_costs_does_not_grow_with_its_extensions(
    client: Client, conference: ConferencePage
) -> None:
    def queries() -> int:
        client.get("/en/")
        with CaptureQueriesContext(connection) as captured:
            text(client, "fr")
        assert len({query["sql"] for query in captured.captured_queries}) == len(captured)
        return len(captured)

    cancel_and_extend.extend(conference, minute(days=9), {"en": REASON}, None)
    one = queries()
    for days in range(10, 20):
        cancel_and_extend.extend(conference, minute(days=days), {"en": REASON, "fr": REASON}, None)
    assert queries() == one <= 14


# --- Drafts -----------------------------------------------------------------------------------


def test_extending_publishes_no_draft(client: Client, conference: ConferencePage) -> None:
    for page in all_languages(conference):
        draft = again(page)
        draft.summary = "A draft that nobody has approved"
        draft.save_revision()
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    for language in LANGUAGES:
        assert "A draft that nobody" not in text(client, language)
    assert again(conference).get_latest_revision_as_object().summary.startswith("A draft")
    assert again(conference).has_unpublished_changes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_from_before_cannot_undo_an_extension(
    conference: ConferencePage, language: str
) -> None:
    page = conference.get_translation(Locale.objects.get(language_code=language)).specific
    stale = page.save_revision()
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    assert again(page).get_latest_revision_as_object().extended_to == minute(days=9)
    stale.publish()
    assert {again(each).extended_to for each in all_languages(conference)} == {minute(days=9)}


def test_the_first_closing_cannot_be_rewritten_after_an_extension(
    conference: ConferencePage,
) -> None:
    first = conference.closes_at
    cancel_and_extend.extend(conference, minute(days=9), {}, None)
    page = again(conference)
    page.closes_at = minute(days=1)
    page.save_revision().publish()
    assert again(conference).closes_at == first
