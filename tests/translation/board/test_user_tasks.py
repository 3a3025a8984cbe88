"""What is one's own to do, and the badges of the explorer."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

import pytest

from conference.models import ConferencePage
from tests.translation.board.conftest import Look, titles
from tests.translation.conftest import enter_every_string, translation_of
from translation.board.board_scope import BoardScope
from translation.board.explorer_badges import badges
from translation.board.filters import BoardFilters
from translation.models import State
from translation.review import workflow_steps

Reaches = Callable[[str], BoardScope]


@pytest.fixture
def french(conference: ConferencePage, submit: Callable[..., Page]) -> Page:
    return submit(conference, "fr")


@pytest.mark.long
@pytest.mark.usefixtures("french")
def test_a_submitted_page_is_the_translators_to_translate(look: Look) -> None:
    assert "À traduire par vous" in look("translator-fr", "/admin/")
    assert "Trial" in look("translator-fr", "/admin/")
    assert "Trial" not in look("translator-es", "/admin/")
    assert "Yours to translate" not in look("reviewer", "/admin/")


@pytest.fixture
def in_review(french: Page, conference: ConferencePage, account: Callable[[str], Any]) -> Page:
    translation = translation_of(conference, "fr")
    enter_every_string(conference, translation.target_locale)
    workflow_steps.send(translation, account("translator-fr"))
    return french


@pytest.mark.long
@pytest.mark.usefixtures("in_review")
def test_what_was_sent_to_review_is_the_reviewers(look: Look, reach: Reaches) -> None:
    assert "Yours to review" in look("reviewer", "/admin/")
    assert "À traduire par vous" not in look("translator-fr", "/admin/")
    assert titles(BoardFilters(mine=True), reach("reviewer")) == {"Trial"}
    assert titles(BoardFilters(mine=True), reach("translator-fr")) == set()


@pytest.mark.long
@pytest.mark.usefixtures("in_review")
def test_an_administrator_without_a_part_of_their_own_is_shown_whatever_waits(
    introduction: Page, submit: Callable[..., Page], reach: Reaches, look: Look
) -> None:
    submit(introduction, "fr")
    assert titles(BoardFilters(mine=True), reach("admin")) == {"Trial", "Introduction"}
    home = look("admin", "/admin/")
    assert "Yours to review" in home
    assert "Yours to translate" not in home


@pytest.mark.long
@pytest.mark.usefixtures("in_review")
def test_the_board_names_the_step_at_which_it_is(look: Look) -> None:
    assert "In review: " in look("reviewer", "/admin/reports/translation-board/?mine=on")


def test_what_was_returned_is_the_translators_again(
    in_review: Page, reach: Reaches, account: Callable[[str], Any]
) -> None:
    workflow_steps.decide(in_review, account("reviewer"), "reject", "Please look at the title.")
    assert titles(BoardFilters(mine=True), reach("translator-fr")) == {"Trial"}
    assert titles(BoardFilters(mine=True), reach("reviewer")) == set()


@pytest.mark.long
def test_the_explorer_shows_a_badge_for_each_language_of_an_original(
    french: Page, conference: ConferencePage, account: Callable[[str], Any], look: Look
) -> None:
    found = badges([conference, french], account("admin"))
    assert {c.locale.language_code: c.status for c in found[conference.pk]} == {
        "es": "missing",
        "fr": State.UNTRANSLATED,
    }
    assert [c.status for c in found[french.pk]] == [State.UNTRANSLATED]
    explorer = reverse("wagtailadmin_explore", args=[conference.get_parent().pk])
    assert "translation-state--untranslated" in look("editor", explorer)


def test_the_explorer_has_a_column_of_badges_after_the_title() -> None:
    assert reverse("wagtailadmin_home")  # which registers the viewsets
    view = page_viewset_registry.get_by_type(Page).index_view_class
    assert [column.name for column in view.base_columns][:3] == [
        "bulk_actions",
        "title",
        "translations",
    ]
