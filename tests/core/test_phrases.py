"""What stands between texts, by the rules of the language."""

from django.utils import translation
from django.utils.html import format_html

import pytest

from core.text import phrases


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
        assert phrases.listed(["a", "", "b"]) == items
        assert phrases.with_details(["a", "", "b"]) == details
        assert f"a{phrases.dash()}b" == explained


def test_no_space_follows_full_width_punctuation() -> None:
    assert phrases.lead_in("Topics:") == "Topics: "
    assert phrases.lead_in("主题：") == "主题："
    assert phrases.lead_in(format_html("<b>{}</b>", "&:")) == "<b>&amp;:</b> "
