"""Languages that can be added, and sections that can be submitted for translation."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page

from translation.models.translation_right import home_page

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


def original_home() -> Page | None:
    """Returns the home page in the site's default language."""
    home = home_page()
    if home is None:
        return None
    return home.get_translations(inclusive=True).filter(locale=Locale.get_default()).first()


def missing_languages() -> dict[str, str]:
    """Returns code → name of each configured language without a home page."""
    home = original_home()
    if home is None:
        return {}
    there = home.get_translations(inclusive=True).values_list("locale__language_code", flat=True)
    return {code: name for code, name in get_content_languages().items() if code not in there}


def has_catalogue(code: str) -> bool:
    """Whether the interface is translated into the language; otherwise it is in English."""
    folder = to_locale(code)
    return any(
        (Path(path) / folder / "LC_MESSAGES" / "django.po").exists()
        for path in settings.LOCALE_PATHS
    )


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
