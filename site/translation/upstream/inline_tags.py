"""Elements that stand inside a sentence, and must not cut it into pieces for translators.

wagtail-localize knows few of them: "10<sup>th</sup> meeting" would come as three strings. The
list is extended before the first content exists, because a string once cut stays cut.

wagtail-localize accepts attributes on links only: an element of this list that carries one
(`<span lang="fr">`) is refused by `strings.validate_element`. The site's rich text knows no
such element; a feature that adds one needs more than this list.
"""

from wagtail_localize import strings

FURTHER_INLINE_TAGS = (
    "sup", "sub", "s", "del", "u", "mark", "span", "small", "q", "cite", "bdi", "bdo",
)  # fmt: skip


def extended(stock: list[str]) -> list[str]:
    """In place of `wagtail_localize.strings.INLINE_TAGS`."""
    return [*stock, *(tag for tag in FURTHER_INLINE_TAGS if tag not in stock)]


def inline_tags() -> list[str]:
    """The names of all elements that stay inside a string."""
    return list(strings.INLINE_TAGS)
