"""Bilingual pages that were never translated segment by segment, in the memory."""

from collections.abc import Callable

from django.core.management import call_command

from wagtail.models import Locale

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.translation.conftest import MARK, submit_and_publish
from translation.memory import find_matches
from translation.memory.page_alignment import pairs_of
from translation.models import MemoryPair, MemorySource, Origin

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(
    conference: ConferencePage, introduction: IntroductionPage
) -> tuple[IntroductionPage, IntroductionPage]:
    submit_and_publish(conference)
    french = submit_and_publish(introduction)
    french.body = [
        ("paragraph", "<p>Le Protocole est entré en vigueur en 2003.</p><p>Il a 173 Parties.</p>")
    ]
    introduction.body = [
        ("paragraph", "<p>The Protocol entered into force in 2003.</p><p>It has 173 Parties.</p>")
    ]
    return introduction, french


@pytest.mark.long
def test_texts_at_the_same_place_are_pairs(
    pages: tuple[IntroductionPage, IntroductionPage],
) -> None:
    pairs = {pair.source_html: pair for pair in pairs_of(*pages)}
    assert pairs["It has 173 Parties."].target_html == "Il a 173 Parties."
    assert pairs["It has 173 Parties."].place == "body"


@pytest.mark.long
def test_other_numbers_or_other_counts_are_no_pairs(
    pages: tuple[IntroductionPage, IntroductionPage],
) -> None:
    introduction, french = pages
    french.body = [
        ("paragraph", "<p>Le Protocole est entré en vigueur en 2003.</p><p>Il a 172 Parties.</p>")
    ]
    assert "It has 173 Parties." not in {pair.source_html for pair in pairs_of(*pages)}
    french.body = [("paragraph", "<p>Le Protocole est entré en vigueur en 2003.</p>")]
    assert not [pair for pair in pairs_of(introduction, french) if pair.place == "body"]


@pytest.mark.long
def test_the_command_adds_what_the_memory_lacks(
    pages: tuple[IntroductionPage, IntroductionPage], publish_translation: Callable[..., object]
) -> None:
    MemorySource.objects.all().delete()
    call_command("align_pages", target="fr", verbosity=0)
    match = find_matches("Trial", "en", "fr")[0]
    assert (match.target, match.origin) == (MARK + "Trial", Origin.ALIGNED)
    before = MemoryPair.objects.count()
    call_command("align_pages", target="fr", verbosity=0)
    assert MemoryPair.objects.count() == before
    assert Locale.objects.filter(language_code="fr").exists()
