"""Languages that can be added: configured, and without a home page yet."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale

from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page

from translation.models.translation_right import home_page


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
