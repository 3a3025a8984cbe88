"""“Waiting for you” on the admin's home page, for each role."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from wagtail.models import Page

import pytest

from conference.dashboard.waiting import failing, waiting_for
from conference.models import ConferencePage
from core.text import folding
from terms import authentic_matching, term_matching
from terms.signals import terms_changed
from tests.conftest import PageFinder
from tests.query_counts import get_and_count_queries
from translation import translation_querysets
from translation.checks import numbers, stored_results
from translation.checks.stored_results import FOLDERS, LENGTH, checks_version, version_of
from translation.models import CheckResult, SetAsideProblem, State, TranslationProgress

PORTAL = "protocol/capacity-building/portal"
INTRODUCTION = f"{PORTAL}/archive/mainstreaming/introduction"
Account = Callable[[str], Any]


def urls(user: Any, key: str) -> list[str]:
    return [entry.url for g in waiting_for(user) if g.key == key for entry in g.entries]


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_ones_own_draft_waits_and_nobody_elses(page_at: PageFinder, account: Account) -> None:
    page = page_at(INTRODUCTION)
    page.save_revision(user=account("editor"))
    assert urls(account("editor"), "drafts") == [edit(page)]
    # Every conference has an introduction.
    (drafts,) = [group for group in waiting_for(account("editor")) if group.key == "drafts"]
    assert drafts.entries[0].note == "Mainstreaming, English"
    with translation.override("ar"):
        (drafts,) = [group for group in waiting_for(account("editor")) if group.key == "drafts"]
        assert drafts.entries[0].note == "Mainstreaming، الإنكليزية"
    assert urls(account("admin"), "drafts") == []


def test_what_is_sent_to_review_waits_for_those_who_decide(
    page_at: PageFinder, account: Account
) -> None:
    page = page_at(INTRODUCTION)
    page.save_revision(user=account("editor"))
    page.get_workflow().start(page, account("editor"))
    assert urls(account("moderator"), "reviews") == [edit(page)]
    assert urls(account("editor"), "reviews") == []


@pytest.mark.long
def test_a_stale_translation_waits_for_those_who_work_in_its_language(
    page_at: PageFinder, account: Account
) -> None:
    page, french = page_at(INTRODUCTION), page_at(INTRODUCTION, "fr")
    rows = TranslationProgress.objects.filter(
        translation_key=page.translation_key, locale=french.locale
    )
    assert rows.update(state=State.STALE) == 1
    assert urls(account("translator-fr"), "stale") == [edit(french)]
    assert urls(account("translator-es"), "stale") == []


@pytest.mark.parametrize(
    ("opens", "closes", "is_told"),
    [(3, 30, True), (-30, 13, True), (15, 30, False), (-30, 15, False), (-30, -1, False)],
)
def test_conferences_that_open_or_close_within_14_days_lead_to_their_boards(
    opens: int, closes: int, *, is_told: bool, page_at: PageFinder, account: Account
) -> None:
    now = timezone.now()
    page = ConferencePage(
        title="Soon",
        slug="soon",
        full_title="A conference",
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
    )
    page_at(PORTAL).add_child(instance=page)
    board = reverse("conference_board", args=[page.pk])
    assert (board in urls(account("editor"), "conferences")) is is_told


def test_a_draft_conference_is_not_told_to_translators(
    page_at: PageFinder, account: Account
) -> None:
    now = timezone.now() + timedelta(days=3)
    page = ConferencePage(
        title="Secret",
        slug="secret",
        full_title="Secret",
        opens_at=now,
        closes_at=now + timedelta(days=9),
        live=False,
    )
    page_at(PORTAL).add_child(instance=page)
    assert urls(account("translator-fr"), "conferences") == []
    assert len(urls(account("editor"), "conferences")) == 1


def test_a_translation_with_an_error_is_named(page_at: PageFinder, account: Account) -> None:
    from wagtail_localize.models import StringTranslation

    french = page_at(INTRODUCTION, "fr")
    entries = StringTranslation.objects.filter(
        context__object_id=french.translation_key, locale=french.locale
    )
    entry = next(each for each in entries if any(c.isdigit() for c in each.data))
    entry.data = "".join("7" if c.isdigit() else c for c in entry.data)
    entry.save()
    assert edit(french) in urls(account("translator-fr"), "checks")
    assert urls(account("translator-es"), "checks") == []


@pytest.mark.long
def test_an_error_is_named_however_many_translations_were_changed_since(
    page_at: PageFinder, account: Account, django_assert_max_num_queries: Any
) -> None:
    french = page_at(INTRODUCTION, "fr")
    rows = TranslationProgress.objects.filter(locale=french.locale)
    assert rows.count() > stored_results.AT_ONCE
    while stored_results.refresh(translation_querysets.in_use()):
        pass
    mine = rows.get(translation_key=french.translation_key)
    CheckResult.objects.filter(pk=mine.pk).update(errors=2)
    long_ago = timezone.now() - timedelta(days=400)
    TranslationProgress.objects.filter(pk=mine.pk).update(changed_at=long_ago)
    CheckResult.objects.filter(pk=mine.pk).update(changed_at=long_ago)
    with django_assert_max_num_queries(20):
        found, number = failing(account("translator-fr"), 5)
    assert number >= 1
    assert edit(french) in [each.url for each in found]


@pytest.mark.long
def test_a_result_of_other_checks_is_not_shown_but_checked_again_first(
    page_at: PageFinder, account: Account
) -> None:
    while stored_results.refresh(translation_querysets.in_use()):
        pass
    key = page_at(INTRODUCTION, "fr").translation_key
    mine = CheckResult.objects.filter(translation__source__object_id=key)
    assert mine.filter(errors=0, checks_version=checks_version()).count() == 2
    CheckResult.objects.update(checks_version="of a former one")
    mine.update(errors=2, changed_at=timezone.now() - timedelta(days=400))
    everything = translation_querysets.in_use()
    assert not stored_results.with_errors(everything).exists()
    assert stored_results.refresh(everything) == stored_results.AT_ONCE
    assert mine.filter(errors=0, checks_version=checks_version()).count() == 2


def test_the_version_of_the_checks_changes_with_their_code_only(tmp_path: Path) -> None:
    module = tmp_path / "numbers.py"
    module.write_text("MOST = 10\n")
    (tmp_path / "notes.txt").write_text("not read")
    version = version_of([tmp_path])
    assert len(version) == LENGTH
    (tmp_path / "notes.txt").write_text("still not read")
    assert version_of([tmp_path]) == version
    module.write_text("MOST = 12\n")
    assert version_of([tmp_path]) != version
    for part in (numbers, folding, authentic_matching, term_matching):
        assert Path(part.__file__).parent in FOLDERS


def test_a_dismissed_error_and_a_changed_term_make_results_outdated(
    page_at: PageFinder, account: Account
) -> None:
    key = page_at(INTRODUCTION, "fr").translation_key
    row = TranslationProgress.objects.filter(translation_key=key)[0]
    for change in (
        lambda: SetAsideProblem.objects.create(pair="x", language="fr", check_key="number"),
        lambda: terms_changed.send(sender=None, languages=["fr"]),
    ):
        result = CheckResult(translation_id=row.pk, changed_at=row.changed_at, errors=3)
        CheckResult.objects.all().delete()
        result.save(force_insert=True)
        change()
        assert not CheckResult.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("who", ["editor", "translator-fr", "admin"])
def test_more_that_waits_costs_no_more_queries(
    who: str, page_at: PageFinder, client: Client, account: Account
) -> None:
    portal, now = page_at(PORTAL), timezone.now()

    def add(numbers: range) -> None:
        for number in numbers:
            page = ConferencePage(
                title=f"Soon {number}", slug=f"soon-{number}", full_title="A conference",
                opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=30),
            )  # fmt: skip
            Page.objects.get(pk=portal.pk).add_child(instance=page)
            page.save_revision(user=account(who))

    client.force_login(account(who))
    add(range(2))
    user = account(who)
    assert isinstance(waiting_for(user), list)
    _html, few = get_and_count_queries(client, "/admin/")
    add(range(2, 8))
    html, many = get_and_count_queries(client, "/admin/")
    assert 'aria-labelledby="waiting-conferences"' in html
    # Wagtail's own “recent edits” reads specific pages; nothing here is added for a page.
    assert many <= few + 1


def test_the_admin_has_the_name_and_the_sign_of_the_site(as_user: Callable[[str], Client]) -> None:
    html = as_user("editor").get("/admin/").content.decode()
    assert "<title>Dashboard - Biosafety capacity-building</title>" in " ".join(html.split())
    assert "core/favicon.svg" in html
    assert 'alt="Biosafety capacity-building"' in html
