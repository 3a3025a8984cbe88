"""A conference with two pages, handed to translators, and its board."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

import pytest

from conference.board.board_rows import Board, board_of
from conference.models import (
    ConferencePage,
    IntroductionPage,
    ObjectivesPage,
)
from tests.conftest import demo_account, seeded_page
from tests.module_fixtures import module_fixture
from translation.board.board_scope import board_scope_of

PORTAL = "protocol/capacity-building/portal"
LANGUAGES = ["es", "fr"]
Account = Callable[[str], Any]


def address(page: Page, name: str = "conference_board") -> str:
    return reverse(name, args=[page.pk])


@pytest.fixture
def conference(traits: int, db: None) -> ConferencePage:
    """A draft with two pages, handed to translators of two languages."""
    return ConferencePage.objects.get(pk=traits)


def make_traits() -> int:
    editor = demo_account("editor")
    page = ConferencePage(
        title="Traits",
        slug="traits",
        full_title="A conference on traits",
        opens_at=timezone.now() + timedelta(days=5),
        closes_at=timezone.now() + timedelta(days=25),
        live=False,
    )
    seeded_page(PORTAL).add_child(instance=page)
    page.save_revision(user=editor)
    for kind, title in ((IntroductionPage, "Introduction"), (ObjectivesPage, "Objectives")):
        add(page, kind, title, editor)
    for each in Page.objects.descendant_of(page, inclusive=True).specific():
        translate_object(each, locales())
    return page.pk


traits = module_fixture(make_traits)


def add(conference: Page, kind: type[Page], title: str, user: Any, **values: Any) -> Any:
    page = kind(title=title, slug=title.lower().replace(" ", "-"), live=False, **values)
    Page.objects.get(pk=conference.pk).specific.add_child(instance=page)
    page.save_revision(user=user)
    return page


def locales() -> list[Locale]:
    return list(Locale.objects.filter(language_code__in=LANGUAGES))


def board(conference: ConferencePage, user: Any) -> Board:
    return board_of(ConferencePage.objects.get(pk=conference.pk), board_scope_of(user))


def cell(found: Board, title: str, language: str) -> Any:
    [row] = [row for row in found.rows if row.title == title]
    [each] = [each for each in row.cells if each.locale.language_code == language]
    return each
