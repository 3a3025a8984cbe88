"""Sections that can be submitted for translation into a new language."""

from dataclasses import dataclass

from wagtail.models import Page

# Maximum depth of the offered sections below the home page.
LEVELS = 4
MOST_SECTIONS = 200


@dataclass(frozen=True)
class Section:
    """A page with descendants: title, level and number of pages."""

    pk: int
    title: str
    level: int
    """1 for a child of the home page."""
    pages: int
    """The number of pages, including descendants."""


def sections(home: Page) -> list[Section]:
    """Returns the pages with descendants, in tree order."""
    pages = (
        Page.objects.descendant_of(home)
        .filter(depth__lte=home.depth + LEVELS, locale=home.locale)
        .exclude(numchild=0, depth__gt=home.depth + 1)
        .order_by("path")[:MOST_SECTIONS]
    )
    return [
        Section(
            pk=page.pk,
            title=page.get_admin_display_title(),
            level=page.depth - home.depth,
            pages=page.get_descendant_count() + 1,
        )
        for page in pages
    ]


def with_pages_above(pages: list[Page], home: Page) -> set[int]:
    """Returns the ancestors of `pages` below the home page; they must be translated first."""
    above: set[int] = {home.pk}
    for page in pages:
        ancestors = Page.objects.ancestor_of(page).filter(depth__gt=home.depth)
        above.update(ancestors.values_list("pk", flat=True))
    return above
