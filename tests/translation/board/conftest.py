"""The board as an account of the demo sees it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

import pytest

from conference.models import IntroductionPage
from translation.board.board_rows import Cell, rows
from translation.board.board_scope import BoardScope, board_scope_of
from translation.board.filters import BoardFilters
from translation.board.original_pages import with_asked
from translation.models import State, TranslationProgress

BOARD = "/admin/reports/translation-board/"
Look = Callable[..., str]


@pytest.fixture
def look(client: Client, account: Callable[[str], Any]) -> Look:
    """What the account is shown at an address of the admin."""

    def run(who: str, url: str = BOARD) -> str:
        client.force_login(account(who))
        response = client.get(url, follow=True)
        if response.streaming:
            return b"".join(response.streaming_content).decode()
        return str(response.content.decode())

    return run


@pytest.fixture
def reach(account: Callable[[str], Any]) -> Callable[[str], BoardScope]:
    return lambda who: board_scope_of(account(who))


def cell(page: Page, language: str, reach: BoardScope) -> Cell:
    """Of the original `page`."""
    [original] = with_asked(Page.objects.filter(pk=page.pk), reach.locales)
    [row] = rows([original], reach.locales, reach)
    [found] = [each for each in row.cells if each.locale.language_code == language]
    return found


def titles(wanted: BoardFilters, reach: BoardScope) -> set[str]:
    return {page.title for page in wanted.originals(reach)}


@pytest.fixture
def many(portal: Page) -> Callable[[int], None]:
    """Makes more pages below the portal, the half of them in French too; by their rows only."""

    def run(number: int) -> None:
        for serial in range(number):
            page = IntroductionPage(title=f"Page {serial}", slug=f"generated-{uuid4().hex}")
            portal.add_child(instance=page)
            if serial % 2:
                submit_bare(page, Locale.objects.get(language_code="fr"))

    return run


def submit_bare(page: Page, locale: Locale) -> None:
    """A translation of which nothing is kept but its summary."""
    parent = page.get_parent().get_translation(locale)
    parent.add_child(
        instance=IntroductionPage(
            title=page.title, slug=page.slug, locale=locale, translation_key=page.translation_key
        )
    )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation(source=source, target_locale=locale)
    Translation.objects.bulk_create([translation])
    translation = Translation.objects.get(source=source, target_locale=locale)
    TranslationProgress.objects.create(
        translation=translation,
        translation_key=page.translation_key,
        source_locale=page.locale,
        locale=locale,
        state=State.STALE,
        words_left=7,
    )
