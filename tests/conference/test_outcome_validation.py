"""What an editor may enter as an outcome, and that a search finds it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client

import pytest

from conference.models import Outcome
from tests.conference.outcome_helpers import (
    MAINSTREAMING,
    RISK_ASSESSMENT,
    add_outcome,
)
from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES

# --- What an editor may enter -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"kind": "decision"}, "symbol", "Give the symbol by which it is cited."),
        ({"kind": "notification"}, "symbol", "Give the symbol by which it is cited."),
        ({"kind": "meeting", "symbol": "X/1"}, "symbol", "A meeting has no symbol"),
        ({"kind": "meeting", "last_day": date(2009, 3, 1)}, "date", "Give the first day too."),
        (
            {"kind": "meeting", "date": date(2009, 3, 2), "last_day": date(2009, 3, 1)},
            "last_day",
            "cannot end before it begins",
        ),
        ({"kind": "report", "last_day": date(2009, 3, 1)}, "last_day", "Only a meeting"),
        ({"kind": "background-paper", "place": "Geneva"}, "place", "Only a meeting"),
        ({"title": ""}, "title", "cannot be blank"),
        ({"kind": "poem"}, "kind", "not a valid choice"),
        ({"kind": "report", "address": "javascript:alert(1)"}, "address", "valid URL"),
    ],
)
def test_what_does_not_fit_the_kind_is_refused_at_its_field(
    page_at: PageFinder, fields: dict[str, Any], field: str, message: str
) -> None:
    page = page_at(MAINSTREAMING)
    values = {"kind": "report", "title": "Title"} | fields
    outcome = Outcome(page=page, locale=page.locale, **values)
    with pytest.raises(ValidationError) as refusal:
        outcome.full_clean()
    assert list(refusal.value.message_dict) == [field]
    assert message in refusal.value.message_dict[field][0]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "report"},
        {"kind": "decision", "symbol": "BS-X/1", "date": date(2010, 1, 1)},
        {"kind": "meeting", "place": "Geneva", "date": date(2005, 1, 1)},
        {"kind": "meeting"},
    ],
)
def test_what_fits_the_kind_is_taken(page_at: PageFinder, fields: dict[str, Any]) -> None:
    page = page_at(MAINSTREAMING)
    Outcome(page=page, locale=page.locale, title="Title", **fields).full_clean()


# --- Search -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_symbol_is_found_in_every_language_once_the_original_is_published(
    client: Client, page_at: PageFinder, language: str
) -> None:
    page = page_at(RISK_ASSESSMENT)
    address = f'href="/{language}/{RISK_ASSESSMENT}/"'
    add_outcome(page, title="Zoogeographical report", symbol="UNEP/CBD/ZOO/7/31", publish=False)
    assert address not in client.get(f"/{language}/search/?q=CBD/ZOO/7/31").text
    page.get_latest_revision().publish()
    for query in ("UNEP/CBD/ZOO/7/31", "unep/cbd/zoo/7/31", "ZOO/7/31", "zoogeographical"):
        assert address in client.get(f"/{language}/search/?q={query}").text, query


def test_a_symbol_that_the_seed_knows_finds_its_conference(client: Client, home: Any) -> None:
    for language in LANGUAGES:
        found = client.get(f"/{language}/search/?q=UNEP/CBD/BS/CM-CB/5/2").text
        assert f'href="/{language}/{RISK_ASSESSMENT}/"' in found
