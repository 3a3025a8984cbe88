"""Screens that name pages: none names a draft in a language that is not the reader's.

Each address here named one, when it was tried with all addresses of the admin.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.conftest import seeded_page
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import PORTAL, submit_page, translation_of
from translation.review import workflow_steps

WORDS = "Undisclosed"
BULK = ("publish", "unpublish", "move", "delete", "translate", "follow_schedule")
As = Callable[[str], Client]


def make_english() -> int:
    page = ConferencePage(title=f"{WORDS} draft", slug="hush", full_title=WORDS, live=False)
    seeded_page(PORTAL).add_child(instance=page)
    page.save_revision()
    below = IntroductionPage(title=f"{WORDS} page", slug="introduction", live=False)
    page.add_child(instance=below)
    below.save_revision()
    for each in (page, below):
        submit_page(each, "es")
    return page.pk


hidden_draft = module_fixture(make_english)


@pytest.fixture
def english(hidden_draft: int, db: None) -> ConferencePage:
    """A draft with a page below it; both were handed to the translators into Spanish."""
    page: ConferencePage = read_page(hidden_draft)
    return page


@pytest.fixture
def french(
    conference: ConferencePage, submit: Callable[..., Page], account: Callable[[str], Any]
) -> Page:
    """A draft, in review, of a page that is public in English and submitted in Spanish."""
    submit(conference, "es")
    page = submit(conference, "fr")
    assert workflow_steps.save_draft(translation_of(conference, "fr"), account("translator-fr"))
    Page.objects.filter(pk=page.pk).update(draft_title=f"{WORDS} brouillon")
    return page


def addresses(page: Page) -> Iterator[str]:
    home = page.get_ancestors().filter(depth=2).get()
    yield reverse("wagtailadmin_choose_page_child", args=[page.pk])
    yield reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
    yield f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}"
    yield reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    yield reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[page.pk])
    for action in BULK:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        yield f"{address}?id={page.pk}"
        yield f"{address}?id=all&childOf={page.get_parent().pk}"
    yield reverse("wagtailadmin_reports:page_types_usage")
    yield reverse("wagtailadmin_reports:page_types_usage_results")
    yield reverse("translation_checks")
    # Messages that a refusal left behind.
    yield reverse("wagtailadmin_home")


def readers(client: Client, *pages: Page) -> list[str]:
    found = []
    for page in pages:
        for url in addresses(page):
            answer = client.get(url)
            if WORDS.encode() in answer.content:
                found.append(url)
    return found


@pytest.mark.long
def test_an_editor_is_told_of_an_english_draft_at_many_of_these_addresses(
    english: ConferencePage, as_user: As
) -> None:
    """So that the next tests could fail."""
    assert len(readers(as_user("editor"), english)) > 10


@pytest.mark.slow
@pytest.mark.parametrize("who", ["translator-es", "translator-fr", "reviewer"])
def test_who_only_translates_is_told_of_none(
    who: str, english: ConferencePage, as_user: As
) -> None:
    spanish = translation_of(english, "es").get_target_instance()
    assert readers(as_user(who), english, spanish) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["translator-es", "editor"])
def test_nobody_else_is_told_of_a_french_draft(
    who: str, french: Page, conference: ConferencePage, as_user: As
) -> None:
    client = as_user(who)
    assert readers(client, french) == []
    own = conference if who == "editor" else translation_of(conference, "es").get_target_instance()
    api = client.get(f"/admin/api/main/pages/{own.pk}/")
    assert api.status_code == 200
    assert WORDS.encode() not in api.content
    assert len(readers(as_user("translator-fr"), french)) > 3


@pytest.mark.long
def test_a_public_page_has_its_public_title_for_who_may_not_read_its_draft(
    conference: ConferencePage, as_user: As
) -> None:
    """In the chooser, which offers what is public to everybody, and in a template of a view."""
    conference.title = f"{WORDS} title"
    conference.save_revision()
    chooser = reverse("wagtailadmin_choose_page_child", args=[conference.get_parent().pk])
    hand_over = reverse("wagtail_localize:submit_page_translation", args=[conference.pk])
    for address in (chooser, hand_over):
        assert WORDS in as_user("editor").get(address).content.decode()
        shown = as_user("translator-es").get(address).content.decode()
        assert WORDS not in shown
        assert "Trial" in shown
