"""Phrases in quotation marks, symbols, and words that are excluded, the same on both databases."""

import pytest

from search import backends
from search.query_parser import parse
from tests.search.index_entries import finds, indexed


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ('"living modified organisms"', True),
        ('"Living  MODIFIED"', True),
        ("«living modified»", True),
        ("“modified organisms”", True),
        ('"modified living"', False),
        ('"living organisms"', False),
        ('"living modified organism"', False),
        ('"first living modified"', False),
        ('"organisms second"', False),
        ('"BS-III/3"', True),
        ('"of the" organisms', True),
        ('organisms "of the', True),
        ('x"of the"', False),
        ('""', False),
        ('"', False),
    ],
)
def test_words_in_quotation_marks_are_found_as_they_stand(
    db: None, query: str, is_found: bool
) -> None:
    text = "living modified organisms: second of the decision BS-III/3 living organism first living"
    assert finds(query, text.replace("organisms: second", "organisms and then second"), "en") is (
        is_found
    )


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("UNEP/CBD/BS/CM-CB/5/2", True),
        ("unep/cbd/bs/cm-cb/5/2", True),
        ("UNEP/CBD/BS/CM-CB/5/2,", True),
        ("report UNEP/CBD/BS/CM-CB/5/2", True),
        ("UNEP/CBD/BS/CM-CB/5", True),
        ("UNEP/CBD/BS/CM-CB/2/5", False),
        ("UNEP/CBD/BS/CM-CB/5/3", False),
        ("BS/CM-CB/5/2 -UNEP/CBD/BS/CM-CB/5/2", False),
        ("CM-CB/BS", True),
    ],
)
def test_a_symbol_is_found_as_it_stands_without_quotation_marks(
    db: None, query: str, is_found: bool
) -> None:
    text = "The report is document UNEP/CBD/BS/CM-CB/5/2. It was issued in the third month."
    assert finds(query, text, "en") is is_found


def test_a_phrase_of_three_is_not_made_up_of_two_of_two(db: None) -> None:
    assert not finds('"one two three"', "one two and two three", "en")
    assert finds('"one two three"', "one two and two three, one two three", "en")


def test_a_phrase_does_not_reach_from_the_title_into_the_text(db: None) -> None:
    pk = indexed("three four", "en", title="one two")
    for query in ('"two three"', '"one two three"'):
        assert pk not in backends.find(parse(query, "en"), 1000)


def test_a_phrase_is_found_far_down_a_long_page(db: None) -> None:
    text = f"{'the end of ' * 6000}living modified organisms"
    assert finds('"living modified organisms"', text, "en")
    assert finds('"end of the"', text, "en")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("biosafety -fish", False),
        ("biosafety -FISH", False),
        ("biosafety -fishes", True),
        ('biosafety -"fish and chips"', False),
        ('biosafety -"chips and fish"', True),
        ("biosafety -BS-III/3", False),
        ("biosafety -BS-III/4", True),
        ("biosafety - fish", True),
        ("bio-safety", False),
        ("-fish", False),
        ("-chips -fish", False),
        ("biosafety --fish", False),
        ("-biosafety fish", False),
    ],
)
def test_a_hyphen_before_a_word_excludes_it(db: None, query: str, is_found: bool) -> None:
    assert finds(query, "biosafety with fish and chips BS-III/3", "en") is is_found


def test_a_word_in_the_text_excludes_a_page_found_by_its_title(db: None) -> None:
    pk = indexed("fish", "en", title="Biosafety")
    assert pk not in backends.find(parse("biosafety -fish", "en"), 1000)
    assert pk in backends.find(parse("biosafety -flesh", "en"), 1000)
