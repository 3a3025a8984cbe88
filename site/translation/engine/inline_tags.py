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


# The very list that wagtail-localize reads, with what is added below.
INLINE_TAGS: list[str] = strings.INLINE_TAGS


def extend() -> None:
    """Adds the missing elements, once."""
    INLINE_TAGS.extend(tag for tag in FURTHER_INLINE_TAGS if tag not in INLINE_TAGS)
