"""Matches from the translation memory: exact, fuzzy, in context, distinct."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.db import connection

import pytest

from translation.memory import Context, concordance, find_matches
from translation.memory.store import NewPair, keep
from translation.models import MemoryPair, MemorySource

pytestmark = pytest.mark.django_db

LONG = "The Parties shall cooperate in the development of human resources and institutions."
LONG_FR = "Les Parties coopèrent au développement des ressources humaines et des institutions."


@pytest.fixture(autouse=True)
def _empty() -> None:
    """Without what the seeded pages left in it."""
    MemorySource.objects.all().delete()


def add(source: str, target: str, **values: Any) -> None:
    keep([
        NewPair(
            source_language=values.pop("source_language", "en"),
            target_language=values.pop("target_language", "fr"),
            source_html=source,
            target_html=target,
            approved_at=values.pop("approved_at", datetime(2026, 3, 4, tzinfo=UTC)),
            **values,
        )
    ])  # fmt: skip


def test_the_same_words_are_a_full_match() -> None:
    add(LONG, LONG_FR, page_key=uuid.uuid4(), page_title="Objectives", path="body.1")
    match = find_matches(LONG, "en", "fr")[0]
    assert (match.percentage, match.target, match.page_title) == (100, LONG_FR, "Objectives")
    assert match.approved_at == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (LONG.replace("human resources", "human capacities"), 85, 95),
        (LONG.replace("shall cooperate in", "are invited to support"), 65, 90),
        (LONG.replace("The Parties", "the parties"), 97, 99),
        (f"<b>{LONG}</b>", 99, 99),
        (LONG + " Each Party reports to the Secretariat.", 70, 85),
    ],
)
def test_similar_words_are_a_fuzzy_match(text: str, low: int, high: int) -> None:
    add(LONG, LONG_FR)
    assert low <= find_matches(text, "en", "fr")[0].percentage <= high


def test_quite_other_words_are_no_match() -> None:
    add(LONG, LONG_FR)
    assert find_matches("Archive of closed conferences", "en", "fr") == []
    assert find_matches("", "en", "fr") == []


def test_another_pair_of_languages_is_no_match() -> None:
    add(LONG, LONG_FR)
    assert find_matches(LONG, "en", "es") == []
    assert find_matches(LONG, "fr", "en") == []


def test_chinese_is_matched_by_its_characters() -> None:
    add("缔约方应合作发展人力资源和机构能力", "Las Partes cooperarán", source_language="zh-hans", target_language="es")  # fmt: skip  # noqa: E501
    assert find_matches("缔约方应合作发展人力资源和机构", "zh-hans", "es")[0].percentage >= 85


def test_the_same_place_comes_first_then_the_latest() -> None:
    here = Context("conference.sessionpage", "theme")
    early, late = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    at = {"page_key": uuid.uuid4()}
    add("Home", "Accueil", path="title", place="title", approved_at=late, **at)
    add("Home", "Domicile", path="a", place="a", approved_at=early, **at)
    add("Home", "Maison", path="theme", place=here.place, page_type=here.page_type, approved_at=early, **at)  # fmt: skip  # noqa: E501
    found = find_matches("Home", "en", "fr", context=here)
    assert [match.target for match in found] == ["Maison", "Accueil", "Domicile"]
    assert [match.is_context for match in found] == [True, False, False]


def test_pairs_that_say_the_same_are_listed_once() -> None:
    for number in range(30):
        add("Home", "Accueil", page_key=uuid.uuid4(), path=str(number))
    assert len(find_matches("Home", "en", "fr")) == 1
    assert MemorySource.objects.count() == 1


def test_a_later_approval_at_a_place_replaces_the_earlier_one() -> None:
    at = {"page_key": uuid.uuid4(), "path": "title"}
    add("Home", "Domicile", **at)
    add("Home", "Accueil", **at)
    assert [pair.target_html for pair in MemoryPair.objects.all()] == ["Accueil"]


def test_inline_elements_that_the_text_lacks_are_not_suggested() -> None:
    add('See <a id="a1">the rules</a> & more', 'Voir <a id="a1">les règles</a> &amp; plus')
    match = find_matches("See the rules & more", "en", "fr")[0]
    assert (match.percentage, match.suggestion) == (99, "Voir les règles &amp; plus")
    match = find_matches('See <a id="a1">the rules</a> & more', "en", "fr")[0]
    assert (match.percentage, match.suggestion) == (100, match.target_html)


def test_a_match_takes_three_queries(django_assert_num_queries: Any) -> None:
    add(LONG, LONG_FR)
    with django_assert_num_queries(3):
        find_matches(LONG, "en", "fr", context=Context("home.homepage", "title"))


def test_words_are_found_in_originals_and_in_translations() -> None:
    add(LONG, LONG_FR, page_title="Objectives")
    assert [hit.target for hit in concordance("HUMAN  resources", "en", "fr")] == [LONG_FR]
    found = concordance("developpement", "en", "fr", in_target=True)
    assert [(hit.source, hit.page_title) for hit in found] == [(LONG, "Objectives")]
    assert concordance("developpement", "en", "fr") == []
    assert concordance("  ", "en", "fr") == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such index.")
@pytest.mark.parametrize(
    ("model", "index"),
    [(MemorySource, "memory_source_trigrams"), (MemoryPair, "memory_target_trigrams")],
)
def test_the_concordance_has_an_index_in_both_directions(model: Any, index: str) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert found[index]["index"]
