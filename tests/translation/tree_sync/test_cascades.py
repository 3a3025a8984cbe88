"""Trap: move, unpublish and delete do not follow in the other languages."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import submit_and_publish

ARCHIVE = "protocol/capacity-building/portal/archive"
# The editor has rights in the English tree only, and leads the other languages all the same.
WHO = ["admin", "editor"]


def make_live(trial: int) -> dict[str, int]:
    english = read_page(trial)
    return {"en": trial} | {code: submit_and_publish(english, code).pk for code in ("es", "fr")}


live = module_fixture(make_live, "trial")


@pytest.fixture
def languages(live: dict[str, int], db: None) -> dict[str, Page]:
    """The trial conference, live in three languages."""
    return {code: read_page(key) for code, key in live.items()}


def refreshed(pages: dict[str, Page]) -> list[Page]:
    return [Page.objects.get(pk=page.pk) for page in pages.values()]


def to_confirm(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.long
@pytest.mark.parametrize("who", WHO)
def test_translations_move_along_with_the_original(
    who: str, languages: dict[str, Page], page_at: Callable[..., Any], client: Client, account: Any
) -> None:
    client.force_login(account(who))
    archive = page_at(ARCHIVE)
    address = reverse("wagtailadmin_pages:move_confirm", args=[languages["en"].pk, archive.pk])
    assert "2 translations" in to_confirm(client, address)
    assert client.post(address).status_code == 302
    for code, page in zip(languages, refreshed(languages), strict=True):
        assert page.get_parent().pk == page_at(ARCHIVE, code).pk
    assert not any(Page.find_problems())


def test_a_move_that_is_refused_moves_nothing(
    languages: dict[str, Page], page_at: Callable[..., Any], client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    archive = page_at(ARCHIVE)
    address = reverse("wagtailadmin_pages:move_confirm", args=[languages["en"].pk, archive.pk])
    assert client.post(address).status_code == 302
    for before, after in zip(languages.values(), refreshed(languages), strict=True):
        assert before.path == after.path


@pytest.mark.long
def test_a_translation_stays_where_its_language_lacks_the_destination(
    languages: dict[str, Page], page_at: Callable[..., Any], client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    before = languages["fr"].path
    page_at(ARCHIVE, "fr").delete()
    archive = page_at(ARCHIVE)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[languages["en"].pk, archive.pk]))
    english, spanish, french = refreshed(languages)
    assert english.get_parent().pk == archive.pk
    assert spanish.get_parent().pk == page_at(ARCHIVE, "es").pk
    assert french.path == before


@pytest.mark.parametrize("who", WHO)
def test_translations_are_unpublished_along_with_the_original(
    who: str, languages: dict[str, Page], client: Client, account: Any
) -> None:
    client.force_login(account(who))
    address = reverse("wagtailadmin_pages:unpublish", args=[languages["en"].pk])
    assert "2 translations" in to_confirm(client, address)
    client.post(address)
    assert [page.live for page in refreshed(languages)] == [False, False, False]


def test_unpublishing_a_translation_leaves_the_other_languages_live(
    languages: dict[str, Page], client: Client, account: Any
) -> None:
    client.force_login(account("reviewer"))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[languages["fr"].pk]))
    assert [page.live for page in refreshed(languages)] == [True, True, False]


@pytest.mark.long
def test_translations_are_deleted_along_with_the_original(
    languages: dict[str, Page], client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    address = reverse("wagtailadmin_pages:delete", args=[languages["en"].pk])
    assert "2 translations" in to_confirm(client, address)
    client.post(address)
    assert not Page.objects.filter(translation_key=languages["en"].translation_key).exists()
    assert not any(Page.find_problems())


def test_deleting_a_translation_leaves_the_original(
    languages: dict[str, Page], client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    client.post(reverse("wagtailadmin_pages:delete", args=[languages["fr"].pk]))
    remaining = Page.objects.filter(translation_key=languages["en"].translation_key)
    assert {page.locale.language_code for page in remaining} == {"en", "es"}


@pytest.mark.parametrize(
    ("action", "expected"), [("unpublish", (3, 0)), ("delete", (0, 0)), ("move", (3, 3))]
)
def test_translations_follow_a_selection_in_the_explorer(
    action: str,
    expected: tuple[int, int],
    languages: dict[str, Page],
    page_at: Callable[..., Any],
    client: Client,
    account: Any,
) -> None:
    client.force_login(account("admin"))
    original = languages["en"]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    data = {"chooser": page_at(ARCHIVE).pk} if action == "move" else {}
    response = client.post(f"{address}?id={original.pk}", data)
    assert response.status_code == 302
    left = Page.objects.filter(translation_key=original.translation_key)
    assert (left.count(), left.live().count()) == expected
    if action == "move":
        parents = {page.get_parent().slug for page in left}
        assert parents == {"archive"}


def test_a_translation_of_a_moved_conference_is_found_at_its_new_address(
    languages: dict[str, Page], page_at: Callable[..., Any], client: Client, account: Any
) -> None:
    client.force_login(account("editor"))
    client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[languages["en"].pk, page_at(ARCHIVE).pk])
    )
    french = ConferencePage.objects.get(pk=languages["fr"].pk)
    response = client.get(french.url)
    assert response.status_code == 200
    assert french.locale == Locale.objects.get(language_code="fr")
    assert french.url.endswith("/archive/trial/")
