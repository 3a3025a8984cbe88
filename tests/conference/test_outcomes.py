"""A conference carries its outcomes: one chain, the same facts in every language at once."""

from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

import pytest

from conference.models import ConferencePage, MainstreamingPage
from tests.conference.outcome_helpers import (
    ARCHIVE,
    MAINSTREAMING,
    RISK_ASSESSMENT,
    add_outcome,
    chain,
    texts,
)
from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES

# --- What readers see -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "kinds", "meeting"),
    [
        (
            "en",
            ["Online conference", "Background paper", "Meeting", "Meeting"],
            ["San José, Costa Rica", "9 to 11 March 2009"],
        ),
        (
            "es",
            ["Conferencia en línea", "Documento de antecedentes", "Reunión", "Reunión"],
            ["San José (Costa Rica)", "del 9 al 11 de marzo de 2009"],
        ),
        (
            "fr",
            ["Conférence en ligne", "Document de référence", "Réunion", "Réunion"],
            ["San José (Costa Rica)", "du 9 au 11 mars 2009"],
        ),
    ],
)
@pytest.mark.parametrize("form", ["", "print/", "print/all/"])
def test_the_chain_leads_from_the_conference_to_the_last_meeting(
    client: Client, home: Any, language: str, kinds: list[str], meeting: list[str], form: str
) -> None:
    steps = chain(client, MAINSTREAMING, language, form)
    assert texts(steps, ".chain__kind") == kinds
    assert texts(steps[2], ".chain__detail") == meeting
    assert {step.tag for step in steps} == {"li"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outcome_without_a_file_has_no_link_and_its_symbol_in_one_piece(
    client: Client, home: Any, language: str
) -> None:
    report = chain(client, RISK_ASSESSMENT, language)[1]
    assert report.cssselect("a") == []
    (symbol,) = report.cssselect(".symbol")
    assert symbol.text == "UNEP/CBD/BS/CM-CB/5/2"
    assert symbol.get("translate") == "no"


def test_a_conference_without_outcomes_says_nothing_of_them(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(RISK_ASSESSMENT)
    page.outcomes.set([])
    page.save_revision().publish()
    for language in LANGUAGES:
        assert 'class="outcomes"' not in client.get(f"/{language}/{RISK_ASSESSMENT}/").text


@pytest.mark.long
def test_a_document_elsewhere_is_linked_and_a_single_day_is_machine_readable(
    client: Client, page_at: PageFinder
) -> None:
    add_outcome(
        page_at(RISK_ASSESSMENT),
        kind="decision",
        title="A decision",
        symbol="BS-X/1",
        date=date(2010, 1, 1),
        address="https://example.org/decision",
    )
    step = chain(client, RISK_ASSESSMENT, "fr")[2]
    assert step.cssselect("a")[0].get("href") == "https://example.org/decision"
    assert step.cssselect("time")[0].get("datetime") == "2010-01-01"
    assert texts(step, "time") == ["1er janvier 2010"]


# --- One truth for all languages --------------------------------------------------------------


def change_meeting(page: Any, **fields: Any) -> Any:
    meeting = page.outcomes.get(last_day=date(2009, 3, 11))
    for name, value in fields.items():
        setattr(meeting, name, value)
    page.outcomes.add(meeting)
    return page.save_revision()


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", "9 to 13 March 2009"),
        ("es", "del 9 al 13 de marzo de 2009"),
        ("fr", "du 9 au 13 mars 2009"),
    ],
)
def test_a_date_changed_on_the_original_shows_in_every_language_at_once(
    client: Client, page_at: PageFinder, language: str, dates: str
) -> None:
    revision = change_meeting(page_at(MAINSTREAMING), last_day=date(2009, 3, 13))
    assert dates not in texts(chain(client, MAINSTREAMING, language), ".chain__detail")
    revision.publish()
    assert dates in texts(chain(client, MAINSTREAMING, language), ".chain__detail")


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "fr"])
def test_nothing_that_is_published_in_a_translation_changes_a_date(
    client: Client, page_at: PageFinder, language: str
) -> None:
    stale = page_at(MAINSTREAMING, language).save_revision()
    change_meeting(page_at(MAINSTREAMING), last_day=date(2009, 3, 13)).publish()
    before = texts(chain(client, MAINSTREAMING, language), ".chain__detail")
    stale.publish()
    change_meeting(page_at(MAINSTREAMING, language), date=date(2009, 3, 1)).publish()
    Translation.objects.get(
        source__object_id=page_at(MAINSTREAMING).translation_key,
        target_locale__language_code=language,
    ).save_target(publish=True)
    assert texts(chain(client, MAINSTREAMING, language), ".chain__detail") == before


def test_an_outcome_is_shown_in_a_language_that_has_no_words_for_it_yet(
    client: Client, page_at: PageFinder
) -> None:
    add_outcome(page_at(RISK_ASSESSMENT), title="Something new", symbol="UNEP/X/1")
    step = chain(client, RISK_ASSESSMENT, "fr")[2]
    assert texts(step, ".chain__kind") == ["Rapport"]
    (title,) = step.cssselect(".chain__title")
    assert (title.text, title.get("lang"), title.get("dir")) == ("Something new", "en", "ltr")
    ours = chain(client, RISK_ASSESSMENT, "en")[2]
    assert ours.cssselect(".chain__title")[0].get("lang") is None


@pytest.mark.long
def test_an_outcome_that_was_removed_or_moved_is_so_in_every_language(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(MAINSTREAMING)
    paper, meeting, last = page.outcomes.all()
    page.outcomes.remove(paper)
    meeting.sort_order, last.sort_order = 2, 1
    page.outcomes.set([last, meeting])
    page.save_revision().publish()
    for language, titles in (
        ("en", ["Mainstreaming", "Fifth meeting of the COP-MOP", "Fifth coordination meeting"]),
        (
            "fr",
            ["Intégration", "Cinquième réunion de la CdP-RdP", "Cinquième réunion de coordination"],
        ),
    ):
        assert texts(chain(client, MAINSTREAMING, language), ".chain__title") == titles


def test_a_draft_shows_in_its_preview_only(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    add_outcome(page, publish=False, title="Not decided yet")
    draft = page.get_latest_revision_as_object()
    assert "Not decided yet" in draft.make_preview_request().rendered_content
    french = page_at(MAINSTREAMING, "fr").get_latest_revision_as_object()
    assert "Cinquième réunion de coordination" in french.make_preview_request().rendered_content
    for language in LANGUAGES:
        assert "Not decided yet" not in client.get(f"/{language}/{MAINSTREAMING}/").text


def test_the_first_outcomes_of_a_draft_show_in_its_preview(page_at: PageFinder) -> None:
    page = page_at(ARCHIVE).add_child(
        instance=ConferencePage(
            title="New", full_title="New", slug="new", locale=page_at(ARCHIVE).locale
        )
    )
    add_outcome(page, publish=False, title="The very first")
    draft = page.get_latest_revision_as_object()
    assert "The very first" in draft.make_preview_request().rendered_content


@pytest.mark.long
def test_titles_and_places_are_all_that_translators_are_asked_for(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code="fr"
    )
    strings = {entry.msgid for entry in translation.export_po()}
    assert {"Fifth coordination meeting", "San José, Costa Rica"} <= strings
    add_outcome(page, title="Source", symbol="UNEP/X/1", address="https://example.org/")
    translate_object(page, [Locale.objects.get(language_code="fr")])
    translation.source.update_from_db()
    strings = {entry.msgid for entry in translation.export_po()}
    assert "Source" in strings
    assert not {"UNEP/X/1", "https://example.org/", "report"} & strings


def test_a_title_of_a_private_original_is_not_lent_to_a_public_translation(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(RISK_ASSESSMENT)
    add_outcome(page, title="Secret so far")
    assert "Secret so far" in client.get(f"/fr/{RISK_ASSESSMENT}/").text
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for form in ("", "print/", "print/all/"):
        assert "Secret so far" not in client.get(f"/fr/{RISK_ASSESSMENT}/{form}").text


# --- What it costs ----------------------------------------------------------------------------


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conference_page_stays_within_its_budget(
    client: Client, page_at: PageFinder, language: str
) -> None:
    address = f"/{language}/{MAINSTREAMING}/"
    few = queries(client, address)
    page = page_at(MAINSTREAMING)
    for number in range(10):
        add_outcome(page, title=f"Outcome {number}")
    assert queries(client, address) == few <= 14


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_more_conferences_with_outcomes_cost_a_printed_section_no_more(
    client: Client, page_at: PageFinder, language: str
) -> None:
    address = f"/{language}/{ARCHIVE}/print/all/"
    few = queries(client, address)
    locale = page_at(ARCHIVE, language).locale
    for number in range(5):
        for kind in (ConferencePage, MainstreamingPage):
            name = f"{kind.__name__.lower()}-{number}"
            page = page_at(ARCHIVE, language).add_child(
                instance=kind(title=name, full_title=name, slug=name, locale=locale)
            )
            add_outcome(page, title=f"Outcome of {name}")
    assert queries(client, address) == few
    assert "Outcome of mainstreamingpage-4" in client.get(address).text
