"""One action extends a conference, in every language, and every extension stays on record."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page, PageLogEntry

import pytest

from conference import extending
from conference.models import ConferencePage, Extension, IntroductionPage
from core.dates import format_instant
from core.signals import pages_changed
from tests.addresses import LANGUAGES
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
REASON = "Several governments asked for more time."
MOTIVO = "Varios gobiernos pidieron más tiempo."
# Once for the module: what one test reckons with does not move while it runs.
NOW = timezone.now().replace(second=0, microsecond=0)
Account = Callable[[str], Any]


def minute(**offset: int) -> datetime:
    """An instant away from now, to the minute, as the form takes it."""
    return NOW + timedelta(**offset)


@pytest.fixture
def conference(page_at: PageFinder) -> ConferencePage:
    """An open conference with an introduction, live in every language."""
    page = page_at(PORTAL).add_child(
        instance=ConferencePage(
            title="Traits",
            slug="traits",
            full_title="A conference on traits",
            locale=Locale.objects.get(language_code="en"),
            opens_at=minute(days=-9),
            closes_at=minute(days=2),
        )
    )
    page.save_revision().publish()
    part = page.add_child(instance=IntroductionPage(title="Introduction", locale=page.locale))
    part.save_revision().publish()
    for language in ("es", "fr"):
        for each in (page, part):
            each.copy_for_translation(
                Locale.objects.get(language_code=language)
            ).save_revision().publish()
    return page


def again(page: Page) -> ConferencePage:
    found: ConferencePage = Page.objects.get(pk=page.pk).specific
    return found


def text(client: Client, language: str, below: str = "") -> str:
    response = client.get(f"/{language}/{PORTAL}/traits/{below}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split(" "))


def extend_address(page: Page) -> str:
    return reverse("conference_extend", args=[page.pk])


def post(client: Client, page: Page, closing: datetime, **reasons: str) -> Any:
    data = {"closing": f"{closing:%Y-%m-%d %H:%M}"}
    return client.post(extend_address(page), data | reasons)


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


def test_a_dated_notice_says_from_when_to_when_and_why(
    client: Client, conference: ConferencePage
) -> None:
    extending.extend(conference, minute(days=9), {"en": REASON, "es": MOTIVO}, None)
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


def all_languages(conference: ConferencePage) -> list[Page]:
    return list(conference.get_translations(inclusive=True))


def test_a_reason_that_a_language_lacks_is_marked_as_another_language(
    client: Client, conference: ConferencePage
) -> None:
    extending.extend(conference, minute(days=9), {"en": REASON}, None)
    marked = f'<span lang="en" dir="ltr">{REASON}</span>'
    assert marked in text(client, "fr")
    assert marked in text(client, "fr", "print/all/")
    assert marked not in text(client, "en")


def test_a_reason_is_text_and_no_markup(client: Client, conference: ConferencePage) -> None:
    extending.extend(conference, minute(days=9), {"en": "<script>alert(1)</script> 100%"}, None)
    for language in LANGUAGES:
        page = text(client, language)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 100%" in page
        assert "<script>alert" not in page


def test_several_extensions_in_turn_stay_on_record(
    client: Client, conference: ConferencePage
) -> None:
    first, closings = conference.closes_at, [minute(days=days) for days in (9, 16, 23)]
    for closing in closings:
        extending.extend(conference, closing, {}, None)
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
    extending.extend(conference, minute(days=9), {}, None)
    records = list(Extension.objects.of(conference))
    assert [record.closes_at for record in records] == [earlier, minute(days=9)]
    assert records[0].decided_at is None
    assert records[1].decided_at is not None


def test_what_a_conference_page_costs_does_not_grow_with_its_extensions(
    client: Client, conference: ConferencePage
) -> None:
    def queries() -> int:
        client.get("/en/")
        with CaptureQueriesContext(connection) as captured:
            text(client, "fr")
        assert len({query["sql"] for query in captured.captured_queries}) == len(captured)
        return len(captured)

    extending.extend(conference, minute(days=9), {"en": REASON}, None)
    one = queries()
    for days in range(10, 20):
        extending.extend(conference, minute(days=days), {"en": REASON, "fr": REASON}, None)
    assert queries() == one <= 12


# --- Drafts -----------------------------------------------------------------------------------


def test_extending_publishes_no_draft(client: Client, conference: ConferencePage) -> None:
    for page in all_languages(conference):
        draft = again(page)
        draft.summary = "A draft that nobody has approved"
        draft.save_revision()
    extending.extend(conference, minute(days=9), {}, None)
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
    extending.extend(conference, minute(days=9), {}, None)
    assert again(page).get_latest_revision_as_object().extended_to == minute(days=9)
    stale.publish()
    assert {again(each).extended_to for each in all_languages(conference)} == {minute(days=9)}


def test_the_first_closing_cannot_be_rewritten_after_an_extension(
    conference: ConferencePage,
) -> None:
    first = conference.closes_at
    extending.extend(conference, minute(days=9), {}, None)
    page = again(conference)
    page.closes_at = minute(days=1)
    page.save_revision().publish()
    assert again(conference).closes_at == first


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
        ({"days": -1}, "This is past"),
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
    extending.extend(conference, minute(days=9), {}, None)
    with pytest.raises(ValidationError, match="later than the closing"):
        extending.extend(conference, minute(days=9), {}, None)
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
    entries = PageLogEntry.objects.filter(action=extending.EXTENDED)
    assert {entry.page_id for entry in entries} == {page.pk for page in all_languages(conference)}
    assert {entry.user for entry in entries} == {account("editor")}
    history = client.get(reverse("wagtailadmin_pages:history", args=[conference.pk]))
    assert "Closing moved from" in history.content.decode()


def test_the_latest_extension_can_be_corrected_and_no_earlier_one(
    client: Client, conference: ConferencePage, account: Account
) -> None:
    for days in (9, 16):
        extending.extend(conference, minute(days=days), {"en": REASON}, None)
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
    extending.extend(conference, minute(days=9), {}, None)
    assert form_class(instance=again(conference)).fields["closes_at"].disabled
    assert not form_class(instance=ConferencePage()).fields["extended_to"].disabled


def test_caches_are_told_of_the_pages_that_say_something_else(conference: ConferencePage) -> None:
    told: list[set[int]] = []

    def hear(pages: list[Page], **_kwargs: Any) -> None:
        told.append({page.pk for page in pages})

    pages_changed.connect(hear)
    try:
        extending.extend(conference, minute(days=9), {}, None)
    finally:
        pages_changed.disconnect(hear)
    assert told == [{page.pk for page in all_languages(conference)}]


def test_an_extension_counts_as_the_last_change_in_each_language(
    conference: ConferencePage,
) -> None:
    before = timezone.now()
    extending.extend(conference, minute(days=9), {}, None)
    assert all(page.last_published_at >= before for page in all_languages(conference))
