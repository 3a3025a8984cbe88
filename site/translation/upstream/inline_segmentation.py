"""Inline elements that do not split a sentence into several segments.

wagtail-localize knows few of them: "10<sup>th</sup> meeting" would become three strings. The list
is extended before any content is extracted, because existing strings are not merged.

wagtail-localize accepts attributes on links only: `strings.validate_element` rejects elements of
this list with attributes. So `core.text.rich_text_segments` makes links of passages
(`<span lang="fr">`) while a text is taken apart; a feature that adds another element with
attributes requires the same.
"""

from wagtail_localize import strings

FURTHER_INLINE_TAGS = (
    "sup", "sub", "s", "del", "u", "mark", "span", "small", "q", "cite", "bdi", "bdo",
)  # fmt: skip


def extended(stock: list[str]) -> list[str]:
    """Replacement for `wagtail_localize.strings.INLINE_TAGS`."""
    return [*stock, *(tag for tag in FURTHER_INLINE_TAGS if tag not in stock)]


def inline_tags() -> list[str]:
    """Returns the names of all elements that stay inside a string."""
    return list(strings.INLINE_TAGS)
