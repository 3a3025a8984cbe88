"""Inline elements that do not split a sentence into several segments.

wagtail-localize knows few of them: "10<sup>th</sup> meeting" would become three strings. The list
is extended before any content is extracted, because existing strings are not merged.

wagtail-localize accepts attributes on links only: `strings.validate_element` rejects elements of
this list with attributes (`<span lang="fr">`). The site's rich text has no such element; a feature
that adds one requires more than this list.
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
