"""The board: how far each page is in each language."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

from django.utils import timezone

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.translation.board.conftest import BOARD, Look, cell, titles
from tests.translation.conftest import translation_of
from translation.board.board_scope import BoardScope
from translation.board.filters import BoardFilters
from translation.board.section_totals import sections
from translation.models import RequestedTranslation, State, TranslationProgress

Reaches = Callable[[str], BoardScope]
REWORDED = "A conference for another trial"


@pytest.fixture
def spanish(conference: ConferencePage, publish_translation: Callable[..., Page]) -> Page:
    """The trial conference in Spanish; its introduction is in English only."""
    return publish_translation(conference, "es")


def reword(page: ConferencePage) -> None:
    page.full_title = REWORDED
    page.save_revision().publish()


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_a_published_translation_is_approved(conference: ConferencePage, reach: Reaches) -> None:
    found = cell(conference, "es", reach("admin"))
    assert (found.status, found.words_left, found.stale_days) == (State.APPROVED, 0, None)
    assert found.is_live


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_it_is_stale_for_as_many_days_as_its_original_is_ahead(
    conference: ConferencePage, reach: Reaches
) -> None:
    reword(conference)
    since = timezone.now() - timedelta(days=12, hours=1)
    TranslationProgress.objects.filter(translation=translation_of(conference, "es")).update(
        stale_since=since
    )
    found = cell(conference, "es", reach("admin"))
    assert (found.status, found.stale_days) == (State.STALE, 12)
    assert found.words_left == REWORDED.count(" ") + 1


def test_a_page_that_was_never_submitted_is_missing(
    conference: ConferencePage, reach: Reaches
) -> None:
    assert cell(conference, "fr", reach("admin")).status == "missing"
    assert cell(conference, "en", reach("admin")).status == "original"


def test_a_submitted_page_is_untranslated(
    conference: ConferencePage, submit: Callable[..., Page], reach: Reaches
) -> None:
    submit(conference, "fr")
    found = cell(conference, "fr", reach("admin"))
    assert found.status == State.UNTRANSLATED
    assert found.words_left > 0
    assert not found.is_live


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_a_translation_that_was_stopped_is_kept_apart(
    conference: ConferencePage, reach: Reaches
) -> None:
    translation = translation_of(conference, "es")
    translation.enabled = False
    translation.save()
    assert cell(conference, "es", reach("admin")).status == "apart"


@pytest.mark.long
def test_a_page_whose_translation_was_deleted_is_missing_again(
    spanish: Page, conference: ConferencePage, reach: Reaches
) -> None:
    spanish.delete()
    assert cell(conference, "es", reach("admin")).status == "missing"
    assert "Trial" in titles(BoardFilters(language="es", state="missing"), reach("admin"))


@pytest.mark.long
def test_the_board_says_who_translated_last_and_who_holds_the_lock(
    spanish: Page, conference: ConferencePage, reach: Reaches, account: Callable[[str], Any]
) -> None:
    entry = StringTranslation.objects.filter(
        context__object=conference.translation_key, locale=spanish.locale
    ).first()
    assert entry is not None
    entry.last_translated_by = account("translator-es")
    entry.save()
    assert "translator-es" in cell(conference, "es", reach("admin")).holder
    spanish.locked, spanish.locked_by = True, account("reviewer")
    spanish.save()
    assert cell(conference, "es", reach("admin")).holder == "Locked by reviewer"


def test_what_readers_ask_for_is_counted(conference: ConferencePage, reach: Reaches) -> None:
    french = Locale.objects.get(language_code="fr")
    for _reader in range(3):
        RequestedTranslation.objects.count_one(conference.translation_key, french)
    assert cell(conference, "fr", reach("admin")).asked == 3
    assert titles(BoardFilters(asked=True), reach("admin")) == {"Trial"}


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_the_filters_take_a_page_by_the_same_cell(
    conference: ConferencePage, introduction: IntroductionPage, reach: Reaches
) -> None:
    admin = reach("admin")
    assert titles(BoardFilters(section=conference, state="approved"), admin) == {"Trial"}
    assert titles(BoardFilters(section=conference, state="approved", language="fr"), admin) == set()
    assert titles(BoardFilters(section=conference, state="missing", language="es"), admin) == {
        introduction.title
    }
    assert titles(BoardFilters(section=introduction), admin) == {introduction.title}


@pytest.mark.long
@pytest.mark.usefixtures("spanish", "introduction")
def test_the_totals_add_up_to_the_pages_that_are_to_be_there(
    conference: ConferencePage, reach: Reaches
) -> None:
    admin = reach("admin")
    total, *parts = sections(admin, admin.locales, conference)
    spanish = next(t for t in total.tallies if t.locale.language_code == "es")
    assert (spanish.pages, spanish.approved, spanish.numbers["missing"]) == (2, 1, 1)
    assert [part.title for part in parts] == ["Trial", "Introduction"]
    english = next(t for t in total.tallies if t.locale.language_code == "en")
    assert (english.pages, english.counts) == (0, [])


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_the_totals_tell_the_words_that_are_left(
    conference: ConferencePage, reach: Reaches
) -> None:
    reword(conference)
    admin = reach("admin")
    total, *_parts = sections(admin, admin.locales, None)
    spanish = next(t for t in total.tallies if t.locale.language_code == "es")
    assert spanish.words_left == REWORDED.count(" ") + 1
    assert spanish.numbers["stale"] == 1


@pytest.mark.long
@pytest.mark.usefixtures("spanish")
def test_the_file_has_a_line_for_each_page_in_each_language(look: Look) -> None:
    text = look("admin", f"{BOARD}?export=csv&state=missing")
    lines = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    trial = {line["Language"]: line["State"] for line in lines if line["Page"] == "Trial"}
    assert trial == {"Spanish": "Approved", "French": "Missing"}


def test_a_title_is_no_formula_in_the_file(conference: ConferencePage, look: Look) -> None:
    Page.objects.filter(pk=conference.pk).update(title="=1+1")
    assert "\r\n'=1+1," in look("admin", f"{BOARD}?export=csv")


def test_the_screen_speaks_the_language_of_its_user(look: Look) -> None:
    assert "Tablero de traducciones" in look("translator-es")
    assert "Tableau des traductions" in look("translator-fr")


def test_an_unknown_filter_is_no_error(look: Look) -> None:
    assert "Translation board" in look("admin", f"{BOARD}?state=x&language=xx&section=9999&p=99")
