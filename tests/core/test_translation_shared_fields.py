"""Dates are one and the same in every language, whatever is published when."""

from datetime import UTC, datetime

from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
LATER = datetime(2009, 2, 20, 23, 59, tzinfo=UTC)


def extensions() -> set[datetime | None]:
    pages = ConferencePage.objects.filter(slug="mainstreaming")
    assert pages.count() == 3
    return set(pages.values_list("extended_to", flat=True))


def test_publishing_the_original_sets_the_dates_in_every_language(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.extended_to = LATER
    revision = page.save_revision()
    assert extensions() == {None}
    revision.publish()
    assert extensions() == {LATER}


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_translation_from_before_the_change_cannot_bring_the_old_date_back(
    page_at: PageFinder, language: str
) -> None:
    stale = page_at(MAINSTREAMING, language).save_revision()
    page = page_at(MAINSTREAMING)
    page.extended_to = LATER
    page.save_revision().publish()
    stale.publish()
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )
    translation.save_target(publish=True)
    assert extensions() == {LATER}


def test_a_date_changed_on_a_translation_is_not_taken(page_at: PageFinder) -> None:
    french = page_at(MAINSTREAMING, "fr")
    french.extended_to = LATER
    french.save_revision().publish()
    assert extensions() == {None}


def test_the_first_page_is_the_original(page_at: PageFinder) -> None:
    assert page_at(MAINSTREAMING).is_original()
    assert not page_at(MAINSTREAMING, "fr").is_original()
