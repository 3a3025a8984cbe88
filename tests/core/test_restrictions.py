"""A restriction on an original holds in every language; one on a translation holds in addition."""

from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

import pytest

from core.pages import restrictions
from core.pages.public_querysets import readable, readable_children
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"
LANGUAGES = ["en", "es", "fr"]


def restrict(page: Any, kind: str = "login", password: str = "") -> PageViewRestriction:
    return page.view_restrictions.create(restriction_type=kind, password=password)


def assert_icons_show_what_holds() -> None:
    """The icons of the explorer are put together from the restrictions, not page by page."""
    held = Page.objects.filter(restrictions.IsRestricted()).order_by("path")
    found = restrictions.places()
    assert found == restrictions.highest(held.values_list("path", flat=True))
    assert found


def languages_of(client: Client, path: str) -> list[str]:
    """The languages in which an anonymous reader gets the page."""
    answers = {language: client.get(f"/{language}/{path}/") for language in LANGUAGES}
    return [code for code, answer in answers.items() if answer.status_code == 200]


@pytest.mark.parametrize("path", [OBJECTIVES, MAINSTREAMING])
def test_a_restriction_on_an_original_holds_in_every_language_until_it_is_lifted(
    client: Client, page_at: PageFinder, path: str
) -> None:
    assert languages_of(client, OBJECTIVES) == LANGUAGES
    rule = restrict(page_at(path))
    assert languages_of(client, OBJECTIVES) == []
    assert_icons_show_what_holds()
    rule.delete()
    assert restrictions.places() == []
    assert languages_of(client, OBJECTIVES) == LANGUAGES


def test_a_restriction_on_a_translation_holds_for_it_alone(
    client: Client, page_at: PageFinder
) -> None:
    restrict(page_at(OBJECTIVES, "fr"))
    assert languages_of(client, OBJECTIVES) == ["en", "es"]
    assert_icons_show_what_holds()


def test_lists_leave_out_what_is_restricted_in_the_original(page_at: PageFinder) -> None:
    french = page_at(MAINSTREAMING, "fr")
    objectives = page_at(OBJECTIVES, "fr")
    restrict(page_at(OBJECTIVES))
    assert not readable(Page.objects.filter(pk=objectives.pk)).exists()
    assert not readable(Page.objects.filter(pk=objectives.pk), inside=french).exists()
    assert objectives.pk not in {
        page.pk for page in readable_children(Page.objects.all(), [french])
    }
    assert readable(Page.objects.filter(pk=french.pk)).exists()


def test_who_has_passed_the_restriction_of_the_original_sees_what_is_below(
    page_at: PageFinder,
) -> None:
    restrict(page_at(MAINSTREAMING))
    french = page_at(MAINSTREAMING, "fr")
    below = readable(Page.objects.child_of(french), inside=french)
    assert page_at(OBJECTIVES, "fr").pk in {page.pk for page in below}
    rule = restrict(page_at(OBJECTIVES))
    assert page_at(OBJECTIVES, "fr").pk not in {page.pk for page in below.all()}
    rule.delete()


def test_a_translation_moved_elsewhere_stays_as_private_as_its_original(
    client: Client, page_at: PageFinder
) -> None:
    restrict(page_at(MAINSTREAMING))
    objectives = page_at(OBJECTIVES, "fr")
    Page.objects.get(pk=objectives.pk).move(page_at("protocol", "fr"), pos="last-child")
    moved = Page.objects.get(pk=objectives.pk).specific
    assert not readable(Page.objects.filter(pk=moved.pk)).exists()
    assert client.get(moved.url).status_code == 302


def test_an_original_that_was_never_submitted_is_that_of_the_default_language(
    page_at: PageFinder,
) -> None:
    english, french = page_at(OBJECTIVES), page_at(OBJECTIVES, "fr")
    TranslationSource.objects.filter(object_id=english.translation_key).delete()
    rule = restrict(english)
    assert not readable(Page.objects.filter(pk=french.pk)).exists()
    assert_icons_show_what_holds()
    rule.delete()
    restrict(french)
    assert readable(Page.objects.filter(pk=english.pk)).exists()


def test_an_alias_is_as_private_as_the_page_it_shows(page_at: PageFinder) -> None:
    objectives = page_at(OBJECTIVES)
    alias = objectives.create_alias(parent=page_at("protocol"), update_slug="alias")
    assert readable(Page.objects.filter(pk=alias.pk)).exists()
    restrict(objectives)
    assert not readable(Page.objects.filter(pk=alias.pk)).exists()
    assert_icons_show_what_holds()


def test_restrictions_of_many_pages_take_as_many_queries_as_of_one(
    page_at: PageFinder, django_assert_num_queries: Callable[..., Any]
) -> None:
    restrict(page_at(MAINSTREAMING))
    objectives = page_at(OBJECTIVES, "fr")
    with django_assert_num_queries(3):
        one = restrictions.by_page([objectives])
    assert list(one) == [objectives.pk]
    below = list(page_at(MAINSTREAMING, "fr").get_descendants())
    with django_assert_num_queries(3):
        many = restrictions.by_page(below)
    assert set(many) == {page.pk for page in below}


def test_more_pages_may_be_restricted_than_a_statement_may_have_conditions(home: Page) -> None:
    """SQLite takes a thousand of them one after the other."""
    paths = [Page._get_path(home.path, home.depth + 1, 1000 + number) for number in range(1100)]
    Page.objects.bulk_create(
        Page(
            title=path, path=path, depth=home.depth + 1, locale=home.locale,
            content_type_id=home.content_type_id, translation_key=uuid4(),
        )
        for path in paths
    )  # fmt: skip
    made = Page.objects.filter(path__in=paths)
    PageViewRestriction.objects.bulk_create(PageViewRestriction(page=page) for page in made)
    assert restrictions.places() == paths


@pytest.mark.long
@pytest.mark.parametrize("form", [{}, {"publish_translations": "on"}])
def test_syncing_neither_removes_nor_copies_a_restriction(
    page_at: PageFinder, admin_client: Client, form: dict[str, str]
) -> None:
    english, french = page_at(OBJECTIVES), page_at(OBJECTIVES, "fr")
    source = TranslationSource.objects.get_for_instance(english)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    own = restrict(french, "password", "stricter")
    assert admin_client.post(address, form).status_code == 302
    assert list(french.view_restrictions.values_list("pk", "password")) == [(own.pk, "stricter")]
    restrict(english)
    assert admin_client.post(address, form).status_code == 302
    assert list(french.view_restrictions.values_list("pk", "password")) == [(own.pk, "stricter")]


def test_a_new_translation_has_no_copy_of_the_restriction(
    client: Client, page_at: PageFinder
) -> None:
    english = page_at(OBJECTIVES)
    page_at(OBJECTIVES, "fr").delete()
    rule = restrict(english)
    french = english.copy_for_translation(Locale.objects.get(language_code="fr"))
    assert not french.view_restrictions.exists()
    assert french.get_view_restrictions().get() == rule


def test_a_copy_of_a_translation_stays_private(page_at: PageFinder) -> None:
    restrict(page_at(OBJECTIVES), "password", "of the original")
    french = page_at(OBJECTIVES, "fr")
    copy = french.copy(to=page_at("protocol", "fr"), update_attrs={"slug": "a-copy"})
    assert [rule.password for rule in copy.get_view_restrictions()] == ["of the original"]


def test_a_page_copied_out_of_a_private_tree_stays_private(page_at: PageFinder) -> None:
    restrict(page_at(MAINSTREAMING))
    copy = page_at(OBJECTIVES).copy(to=page_at("protocol"), update_attrs={"slug": "a-copy"})
    assert copy.view_restrictions.get().restriction_type == "login"


@pytest.mark.long
def test_what_is_private_below_a_copied_translation_stays_private(page_at: PageFinder) -> None:
    restrict(page_at(OBJECTIVES))
    copied = page_at(MAINSTREAMING, "fr").copy(
        to=page_at("protocol", "fr"), recursive=True, update_attrs={"slug": "a-copy"}
    )
    private = [page.slug for page in copied.get_children() if page.view_restrictions.exists()]
    assert private == ["objectives"]


def test_deleting_the_original_leaves_its_translations_private(page_at: PageFinder) -> None:
    restrict(page_at(OBJECTIVES), "password", "of the original")
    french = page_at(OBJECTIVES, "fr")
    page_at(OBJECTIVES).delete()
    left = Page.objects.filter(pk=french.pk).first()
    if left is not None:
        assert left.view_restrictions.get().password == "of the original"
    assert not readable(Page.objects.filter(pk=french.pk)).exists()


def test_the_migration_removes_copies_and_keeps_what_somebody_set(page_at: PageFinder) -> None:
    migration = import_module("core.migrations.0005_restrictions_of_originals")
    original = restrict(page_at(OBJECTIVES), "password", "same")
    restrict(page_at(OBJECTIVES, "fr"), "password", "same")
    stricter = restrict(page_at(OBJECTIVES, "es"), "password", "stricter")
    alone = restrict(page_at(MAINSTREAMING, "fr"))
    migration.remove_copies(apps, None)
    assert {*PageViewRestriction.objects.all()} == {original, stricter, alone}
