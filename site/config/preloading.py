"""Loads what every worker needs, before gunicorn's master forks them: they share the memory.

Nothing here asks the database or Redis, whose connections no two processes may share.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver, reverse
from django.utils import translation

# Templates of readers' pages; the admin's are loaded when somebody edits.
_FOLDERS = (
    "blocks",
    "components",
    "capacity",
    "conference",
    "home",
    "navigation",
    "print",
    "search",
)


def preload() -> None:
    """Imports all views, and loads the catalogues, addresses and templates of readers' pages."""
    _ = get_resolver().url_patterns
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.pgettext("button", "Search")
            reverse("search")
    for name in template_names():
        get_template(name)


def template_names() -> list[str]:
    """Returns the names of the templates that readers' pages are made of."""
    root = Path(settings.BASE_DIR) / "templates"
    files = [
        *root.glob("*.html"),
        *(path for name in _FOLDERS for path in (root / name).rglob("*.html")),
    ]
    return sorted(path.relative_to(root).as_posix() for path in files)
