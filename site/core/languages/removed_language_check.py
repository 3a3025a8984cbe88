"""System check: a language that was taken out of SITE_LANGUAGES still holds content."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

ID = "core.W001"


def register() -> None:
    """Registers the check; `manage.py migrate` and `check --database default` run it."""
    checks.register(check_removed_languages, checks.Tags.database)


def check_removed_languages(
    app_configs: Any = None, databases: Iterable[str] | None = None, **_options: Any
) -> list[checks.CheckMessage]:
    """Returns a warning for each language with pages that readers no longer find."""
    if not databases or "default" not in databases:
        return []
    try:
        return [_warning(code, pages) for code, pages in _hidden()]
    except DatabaseError:
        return []  # Before the first migration there are no pages.


def _hidden() -> list[tuple[str, int]]:
    # Imported here: the check is registered before the models are loaded.
    from wagtail.models import Locale, Page

    configured = [code for code, _autonym in settings.LANGUAGES]
    locales = Locale.all_objects.exclude(language_code__in=configured).order_by("language_code")
    found = [(row.language_code, Page.objects.filter(locale=row).count()) for row in locales]
    return [(code, pages) for code, pages in found if pages]


def _warning(code: str, pages: int) -> checks.CheckMessage:
    return checks.Warning(
        f"The language “{code}” is not in SITE_LANGUAGES, but holds {pages} pages: readers do not "
        "find them, nor do editors in the explorer.",
        hint=f"Add {code} to SITE_LANGUAGES again, or delete these pages first.",
        id=ID,
    )
