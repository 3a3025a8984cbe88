"""One screen says what will happen in each language, for a page and for a selection."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page

import pytest

from conference.models import ConferencePage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import submit_and_publish, submit_page
from translation.tree_sync import consequences

ARCHIVE = "protocol/capacity-building/portal/archive"


def translate(trial: int) -> int:
    submit_and_publish(read_page(trial), "fr")
    submit_page(read_page(trial), "es")
    return trial


translated = module_fixture(translate, "trial")


@pytest.fixture
def in_two_languages(translated: int, db: None) -> ConferencePage:
    """Live in English and French, a draft in Spanish."""
    page: ConferencePage = read_page(translated)
    return page


def whats(rows: list[consequences.Row]) -> dict[str, str]:
    return {row.language: row.what for row in rows}


@pytest.mark.long
def test_a_move_names_each_language(
    in_two_languages: ConferencePage, page_at: Callable[..., Any], account: Any
) -> None:
    page_at(ARCHIVE, "fr").delete()
    rows = consequences.effects("move", in_two_languages, account("editor"), page_at(ARCHIVE))
    assert whats(rows) == {
        "Spanish": "moves along",
        "French": "stays, as the new parent page is missing in this language",
    }


def test_a_draft_stays_a_draft_when_its_original_is_unpublished(
    in_two_languages: ConferencePage, account: Any
) -> None:
    rows = consequences.effects("unpublish", in_two_languages, account("editor"))
    assert whats(rows) == {
        "Spanish": "is not public; stays as it is",
        "French": "is unpublished",
    }


def test_the_title_of_a_draft_is_kept_from_who_may_not_read_it(
    in_two_languages: ConferencePage, account: Any
) -> None:
    spanish, french = consequences.effects("delete", in_two_languages, account("editor"))
    assert (spanish.title, spanish.url) == ("", "")
    assert french.title == "übersetzt Trial"
    spanish, _french = consequences.effects("delete", in_two_languages, account("admin"))
    assert spanish.title == "Trial"
    assert spanish.url


@pytest.mark.parametrize("action", ["move", "unpublish", "delete"])
def test_a_selection_shows_the_other_languages_too(
    action: str, in_two_languages: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    screen = client.get(f"{address}?id={in_two_languages.pk}").content.decode()
    assert "“Trial” in the other languages" in screen
    assert "French" in screen
    assert "Spanish" in screen


def test_a_translation_takes_nothing_with_it(
    in_two_languages: ConferencePage, account: Any
) -> None:
    french = in_two_languages.get_translations().get(locale__language_code="fr")
    assert consequences.effects("delete", french, account("admin")) == []


@pytest.mark.long
def test_a_copy_is_offered_to_translators(
    in_two_languages: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("editor"))
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": in_two_languages.get_parent().pk,
    }
    address = reverse("wagtailadmin_pages:copy", args=[in_two_languages.pk])
    screen = client.post(address, data, follow=True).content.decode()
    copy = Page.objects.get(slug="copy")
    assert reverse("wagtail_localize:submit_page_translation", args=[copy.pk]) in screen
