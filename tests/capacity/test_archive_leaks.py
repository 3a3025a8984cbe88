"""What nobody may see is neither listed in the archive nor counted nor betrayed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client

import pytest

from capacity.models import ArchivePage
from conference.models import MainstreamingPage, PlanningInstrument
from tests.capacity.conftest import ARCHIVE, PORTAL, Adder, Lister, archive_html
from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS, hide_behind_login
from tests.whole_site_urls import LANGUAGES

MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
BOTH = ["mainstreaming", "risk-assessment"]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hide", HIDINGS)
def test_a_hidden_conference_is_neither_listed_nor_counted_nor_betrayed_by_a_facet(
    client: Client,
    page_at: PageFinder,
    add: Adder,
    topic: Any,
    hide: Callable[[Any], None],
    language: str,
) -> None:
    page = add(
        "secret",
        page_at(ARCHIVE, language),
        model=MainstreamingPage,
        topics=[topic("hush", "Hush-hush")],
        full_title="Hush-hush",
        opens_at=datetime(2013, 1, 1, tzinfo=UTC),
        closes_at=datetime(2013, 1, 9, tzinfo=UTC),
        planning_instruments=[PlanningInstrument(kind="national-development")],
    )
    hide(page)
    for parameters in ({}, {"q": "hush"}, {"year": "2009"}, {"sort": "title"}):
        text = archive_html(client, language, **parameters)
        assert "2013" not in text
        assert "Hush-hush" not in text
        assert "national-development" not in text
    # It answers as a value that was made up does.
    for name, value in (
        ("year", "2013"),
        ("topic", "hush"),
        ("instrument", "national-development"),
    ):
        hidden = client.get(f"/{language}/{ARCHIVE}/", {name: value}).context
        assert hidden["listing"].total == 2
        assert hidden["form"].ignored


def test_pages_of_a_private_conference_are_no_hits(listed: Lister, page_at: PageFinder) -> None:
    hide_behind_login(page_at(MAINSTREAMING))
    assert listed(q="Lusaka") == []
    assert listed() == ["risk-assessment"]


def test_a_private_archive_lists_nothing_even_to_search(
    client: Client, page_at: PageFinder, account: Any
) -> None:
    hide_behind_login(page_at(ARCHIVE))
    assert client.get(f"/en/{ARCHIVE}/").status_code == 302


def test_a_private_translation_does_not_count_as_a_language(
    client: Client, listed: Lister, page_at: PageFinder
) -> None:
    hide_behind_login(page_at(MAINSTREAMING, "fr"))
    assert listed(language="fr") == ["risk-assessment"]
    context = client.get(f"/en/{ARCHIVE}/").context
    languages = next(field for field in context["form"].fields if field.name == "language")
    assert [option.text for option in languages.options] == [
        "english (2)",
        "español (2)",
        "français (1)",
    ]


def test_a_language_whose_portal_is_a_draft_offers_nothing(
    listed: Lister, page_at: PageFinder
) -> None:
    page_at(PORTAL, "fr").unpublish()
    assert listed(language="fr") == []


def test_a_conference_that_is_open_is_not_in_the_archive_yet(
    listed: Lister, add: Adder, soon: datetime
) -> None:
    add("again", extended_to=soon)
    assert listed() == BOTH


def test_the_archive_page_model_stays_at_its_address(page_at: PageFinder) -> None:
    assert isinstance(page_at(ARCHIVE), ArchivePage)
