"""Stems, other spellings and equivalent expressions, the same on both databases."""

import random
from collections.abc import Iterator

from django.core.cache import cache

from wagtail.models import Page

import pytest

from core.text.stemming import stem
from search import backends, synonyms
from search.backends import Scope
from search.highlights import snippet
from search.models import SearchEntry
from search.page_search import find_page_ids
from search.query_parser import parse
from tests.search.index_entries import finds, indexed


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("fr", "réunions", "une réunion à Lusaka"),
        ("fr", "reunion", "des réunions"),
        ("fr", "modifies", "un organisme modifié"),
        ("fr", "modifié", "des plantes modifiées"),
        ("es", "decisiones", "la decisión BS-III/3"),
        ("es", "decisión", "las decisiones"),
        ("es", "modificado", "organismos modificados"),
        ("en", "countries", "in each country"),
        ("en", "country", "all countries"),
        ("ru", "организмы", "живых организмов"),
        ("ru", "картахенского", "Картахенский протокол"),
        ("ar", "سلامة", "السلامة الأحيائية"),
        ("pt-br", "reunião", "uma REUNIAO"),
        ("fr", "oeuvre", "mise en œuvre"),
        ("fr", "œuvre", "mise en oeuvre"),
        ("en", "aether", "the æther"),
        ("en", "Lodz", "Łódź"),
        ("en", "strasse", "Straße"),
        ("en", "co-operation", "co\u00adop\u00aderation of co-operation"),
        ("en", "Protocol", "Proto\u200bcol"),
        ("en", "BS-III/3", "ＢＳ－ＩＩＩ／３"),
        ("en", "José", "Jose\u0301"),
        ("ar", "٢٠٠٩", "في عام 2009"),
        ("ar", "2009", "في عام ٢٠٠٩"),
        ("ar", "البروتوكول", "البروتـــوكول"),
        ("ar", "محور", "مُحَوَّر"),
        ("ru", "все", "всё"),
        ("ru", "отчётный", "отчетный"),
        ("ru", "Китаи", "Китай"),
        ("en", "organisation", "an international organization"),
        ("en", "organized", "it was organised"),
        ("en", "program", "the programme"),
        ("en", "LMOs", "an LMO"),
        ("en", "MDGs", "the MDG framework"),
        ("fr", "n° 2009-004", "la notification 2009-004"),
        ("en", "No. 2009-004", "notification 2009-004"),
        ("es", "n.º 2009-004", "la notificación 2009-004"),
        ("ru", "№ 2009-004", "уведомление 2009-004"),
    ],
)
def test_other_forms_of_a_word_are_found(db: None, language: str, query: str, text: str) -> None:
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("fr", "n° 2009-004", "la notification 004 de 2009"),
        ("en", "no biosafety", "biosafety"),
        ("en", "promise", "a promenade"),
        ("ru", "мир", "миф"),
    ],
)
def test_what_only_looks_alike_is_not_found(db: None, language: str, query: str, text: str) -> None:
    assert not finds(query, text, language)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("fr", "oeuvre", "mise en œuvre"),
        ("ar", "2009", "في عام ٢٠٠٩ كله"),
        ("ru", "все", "вот всё это"),
    ],
)
def test_what_was_found_in_another_spelling_is_highlighted(
    db: None, language: str, query: str, text: str
) -> None:
    entry = SearchEntry(page_id=1, language=language, text=text)
    assert "<mark>" in snippet(entry, parse(query, language))


def test_each_language_has_its_own_stems(db: None) -> None:
    assert finds("организмы", "живых организмов", "ru")
    assert not finds("организмы", "живых организмов", "en")


@pytest.mark.parametrize("query", ["生物安全", "安全", "生", "全", "物安", "生物 安全"])
def test_chinese_is_found_by_any_part_of_a_passage(db: None, query: str) -> None:
    assert finds(query, "《卡塔赫纳生物安全议定书》缔约方", "zh-hans")


def test_characters_in_another_order_are_another_word(db: None) -> None:
    assert not finds("全安", "生物安全", "zh-hans")
    assert not finds("生安", "生物安全", "zh-hans")


def test_the_word_as_written_comes_before_other_forms_of_it(db: None) -> None:
    other = indexed("meetings meetings meetings", "en", 987654321, title="Meetings")
    # A long page counts less to any ranking, but what it says is the word itself.
    exact = indexed(f"a meeting {'and so on ' * 300}", "en", 987654322)
    beginning = indexed("meetinghouse", "en", 987654323)
    found = backends.find(parse("meeting", "en"), 1000)
    ours = [pk for pk in found if pk in (other, exact, beginning)]
    assert ours[0] == exact
    assert set(ours) == {other, exact, beginning}


@pytest.mark.parametrize("query", ["OVM", "ovm", "organismo vivo modificado"])
def test_an_abbreviation_and_its_term_find_each_other(db: None, query: str) -> None:
    assert finds(query, "los organismos vivos modificados", "es")
    assert finds(query, "los OVM", "es")
    assert not finds(query, "los organismos modificados", "es")


def test_an_abbreviation_finds_seeded_pages_that_only_have_the_term(home: Page) -> None:
    entries = SearchEntry.objects.in_bulk(find_page_ids("OVM", "es")).values()
    texts = [f"{entry.title} {entry.summary} {entry.text}" for entry in entries]
    without = [text for text in texts if "OVM" not in text]
    assert without
    assert all("organismos vivos modificados" in text for text in without)


@pytest.fixture
def provider() -> Iterator[list[list[str]]]:
    """Groups of equivalent expressions that a test can change."""
    groups: list[list[str]] = []

    def of_language(language: str) -> list[list[str]]:
        return groups if language == "en" else []

    synonyms.register(of_language)
    cache.clear()
    yield groups
    synonyms.unregister(of_language)
    cache.clear()


def test_an_app_can_provide_expressions(db: None, provider: list[list[str]]) -> None:
    provider.append(["zebra", "striped horse of Africa"])
    assert finds("zebras", "Striped horses of Africa", "en")
    assert finds("young striped horse of africa", "young zebra", "en")
    assert not finds("zebra", "striped horse", "en")
    assert not finds("zebra", "striped horse of Africa", "es")


def test_expressions_are_asked_for_once_until_they_change(
    db: None, provider: list[list[str]]
) -> None:
    assert not finds("zebra", "okapi", "en")
    provider.append(["zebra", "okapi"])
    assert not finds("zebra", "okapi", "en")
    synonyms.clear_cache(["en"])
    assert finds("zebra", "okapi", "en")


def test_terms_that_say_nothing_do_no_harm(db: None, provider: list[list[str]]) -> None:
    provider += [["", "…"], ["…", "zebra"], ["zebra", "Zebra"], [], ["zebra " * 50, "okapi"]]
    synonyms.clear_cache(["en"])
    assert not finds("zebra", "okapi", "en")
    assert finds("zebra", "zebra", "en")


@pytest.mark.parametrize(
    ("language", "query", "text", "marked"),
    [
        ("fr", "reunions", "Une réunion ou DES RÉUNIONS", ["réunion", "RÉUNIONS"]),
        ("es", "decisiones", "La decisión", ["decisión"]),
        ("en", "countries", "a country, counting", ["country"]),
        ("en", '"living modified"', "living and living modified", ["living modified"]),
        ("en", '"living modified"', "living, modified", ["living, modified"]),
        ("es", "OVM", "organismos vivos modificados", ["organismos vivos modificados"]),
        ("es", "OVM", "los OVM, organismos", ["OVM"]),
        ("zh-hans", "安全", "生物安全议定书", ["安全"]),
        ("zh-hans", "生物安全", "生物安全议定书", ["生物安全"]),
        ("en", "fish -chips", "fish and chips", ["fish"]),
        ("ru", "организмы", "живых организмов", ["организмов"]),
        ("en", "con", "contra reconnect", ["contra"]),
    ],
)
def test_what_was_matched_is_marked(
    db: None, language: str, query: str, text: str, marked: list[str]
) -> None:
    html = snippet(SearchEntry(title="t", text=text, language=language), parse(query, language))
    assert [part.partition("</mark>")[0] for part in html.split("<mark>")[1:]] == marked
    assert html.replace("<mark>", "").replace("</mark>", "") == text


def test_stems_of_a_folded_word_are_stable() -> None:
    words = ["modifiees", "organismos", "countries", "изменения", "السلامة"]
    for language, word in zip(["fr", "es", "en", "ru", "ar"], words, strict=True):
        assert stem(word, language) == stem(word, f"{language}-xx")
    assert stem("réunions", "zh-hans") == "réunions"


@pytest.mark.slow
def test_a_page_larger_than_an_index_can_hold_is_indexed(db: None) -> None:
    source = random.Random(1)  # noqa: S311
    letters = "𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰"
    text = "first " + " ".join(
        "".join(source.choice(letters) for _ in range(9)) for _ in range(20_000)
    )
    assert finds("first", text, "en")
    assert finds("卡", f"卡 {''.join(chr(0x4E00 + n % 20000) for n in range(60_000))}", "zh")


def test_a_scope_is_part_of_the_statement(home: Page) -> None:
    everywhere = backends.find(parse("biosafety", "en"), 200)
    path = Page.objects.get(pk=everywhere[0]).path
    one = Scope().and_in([(path, f"{path}0")])
    assert backends.find(parse("biosafety", "en"), 200, one) == everywhere[:1]
    hidden = Scope(outside=((path, f"{path}0"),))
    assert backends.find(parse("biosafety", "en"), 200, hidden) == everywhere[1:]
    assert backends.find(parse("biosafety", "en"), 200, Scope().and_in([])) == []
