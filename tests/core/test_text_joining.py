"""What stands between texts, by the rules of the language."""

from django.utils import translation
from django.utils.html import format_html

import pytest

from core.text import text_joining


@pytest.mark.parametrize(
    ("language", "items", "details", "explained"),
    [
        ("en", "a, b", "a, b", "a – b"),
        ("fr", "a, b", "a, b", "a – b"),
        ("ar", "a، b", "a، b", "a – b"),
        ("ru", "a, b", "a, b", "a — b"),
        ("zh-hans", "a、b", "a，b", "a——b"),
    ],
)
def test_items_details_and_explanations_are_joined_by_the_language(
    language: str, items: str, details: str, explained: str
) -> None:
    with translation.override(language):
        assert text_joining.listed(["a", "", "b"]) == items
        assert text_joining.with_details(["a", "", "b"]) == details
        assert f"a{text_joining.dash()}b" == explained


def test_no_space_follows_full_width_punctuation() -> None:
    assert text_joining.lead_in("Topics:") == "Topics: "
    assert text_joining.lead_in("主题：") == "主题："
    assert text_joining.lead_in(format_html("<b>{}</b>", "&:")) == "<b>&amp;:</b> "
