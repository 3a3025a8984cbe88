"""The demo conference has contributions in each language of the site, and sound translations."""

from typing import Any

import pytest

from contributions import seed
from contributions.conference_registry import Conference
from contributions.models import Contribution, ContributionTranslation, Step
from contributions.translating.checks import check
from contributions.translating.segments import read
from core.seeding import SeedReport

SIX = ["en", "es", "fr", "ar", "ru", "zh-hans"]


@pytest.fixture
def in_six_languages(conference: Conference, settings: Any) -> list[str]:
    """Seeds the demo conference of a site that has three languages more; returns what was made."""
    settings.LANGUAGES = [(code, code) for code in SIX]
    lines: list[str] = []
    seed.seed(SeedReport(lines.append))
    return [line for line in lines if line.startswith("created")]


def test_a_language_that_the_site_gets_later_has_its_contributions_once(
    in_six_languages: list[str], conference: Conference
) -> None:
    assert len(in_six_languages) == 3
    contributions = Contribution.objects.filter(conference_key=conference.key)
    assert set(contributions.values_list("language", flat=True)) == set(SIX)
    translations = ContributionTranslation.objects.filter(contribution__in=contributions)
    for code in SIX:
        assert translations.published().filter(language=code).exists(), code
    before = (contributions.count(), translations.count())
    again = SeedReport()
    seed.seed(again)
    assert again.counts["created"] == 0
    assert (contributions.count(), translations.count()) == before


def test_the_checks_find_nothing_wrong_with_the_translations(in_six_languages: list[str]) -> None:
    found = ContributionTranslation.objects.select_related("contribution")
    assert found.filter(step=Step.REVIEW).count() == 4
    for translation in found:
        source, segments = translation.contribution.language, read(translation.segments)
        results = check(segments, source, translation.language)
        assert (results.errors, results.warnings) == ({}, {}), translation
