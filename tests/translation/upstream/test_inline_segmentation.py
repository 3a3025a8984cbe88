"""Trap: `sup sub s del u mark span small q cite bdi bdo` split a sentence into segments."""

from wagtail_localize import strings
from wagtail_localize.strings import extract_strings, restore_strings

import pytest

from core.patches import patch_table
from translation.upstream import segment_extraction


@pytest.mark.parametrize("tag", segment_extraction.FURTHER_INLINE_TAGS)
def test_a_sentence_with_an_inline_element_stays_one_segment(tag: str) -> None:
    source = f"<p>The 10<{tag}>th</{tag}> meeting</p>"
    template, segments = extract_strings(source)
    assert [str(value.data) for value, _attrs in segments] == [f"The 10<{tag}>th</{tag}> meeting"]
    assert restore_strings(template, segments) == source


def test_elements_of_their_own_line_still_separate_segments() -> None:
    _template, segments = extract_strings("<p>One</p><p>Two</p>")
    assert [value.data for value, _attrs in segments] == ["One", "Two"]


def test_extending_the_list_again_adds_nothing() -> None:
    before = list(strings.INLINE_TAGS)
    patch_table.apply_all()
    assert before == strings.INLINE_TAGS
    assert len(before) == len(set(before))
    assert set(segment_extraction.FURTHER_INLINE_TAGS) <= set(before)
