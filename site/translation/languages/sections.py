"""Which languages can be added, and which sections of the site can be handed over with them."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, Site

# Sections are offered down to so many levels below the home page.
LEVELS = 4
MOST_SECTIONS = 200


@dataclass(frozen=True)
class Section:
    pk: int
    title: str
    level: int
    """1 for a page right below the home page."""
    pages: int
    """With those below it."""


def original_home() -> Page | None:
    """The home page in the site's own language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    return (
        site.root_page.get_translations(inclusive=True).filter(locale=Locale.get_default()).first()
    )


def missing_languages() -> dict[str, str]:
    """Code → name of each configured language that has no home page yet."""
    home = original_home()
    if home is None:
        return {}
    there = home.get_translations(inclusive=True).values_list("locale__language_code", flat=True)
    return {code: name for code, name in get_content_languages().items() if code not in there}


def has_catalogue(code: str) -> bool:
    """Whether the interface has strings in the language; else buttons and dates are English."""
    folder = to_locale(code)
    return any(
        (Path(path) / folder / "LC_MESSAGES" / "django.po").exists()
        for path in settings.LOCALE_PATHS
    )


def sections(home: Page) -> list[Section]:
    """Pages with pages below them, in the order of the tree."""
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
    """The pages between the home page and `pages`: none can be translated without them."""
    above: set[int] = {home.pk}
    for page in pages:
        ancestors = Page.objects.ancestor_of(page).filter(depth__gt=home.depth)
        above.update(ancestors.values_list("pk", flat=True))
    return above
