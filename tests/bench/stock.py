"""Stock Wagtail projects: what `wagtail start` makes, on PostgreSQL, in production.

One of them has wagtail-localize as its documentation sets it up, and a page with a body.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SETTINGS = """
import environ
from .base import *

DEBUG = False
SECRET_KEY = "for this bench only"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": environ.Env().db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""
LOCALIZED_SETTINGS = """
INSTALLED_APPS += ["wagtail_localize", "wagtail_localize.locales"]
MIDDLEWARE.insert(2, "django.middleware.locale.LocaleMiddleware")
USE_I18N = WAGTAIL_I18N_ENABLED = True
LANGUAGE_CODE = "en"
LANGUAGES = [(code, code) for code in ("en", "es", "fr", "ar", "ru", "zh-hans")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
"""
LOCALIZED_MODELS = """
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page


class HomePage(Page):
    body = StreamField(
        [("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())], blank=True
    )
    content_panels = [*Page.content_panels, FieldPanel("body")]
"""


def make(folder: Path, database_url: str, *, is_localized: bool = False) -> Mapping[str, str]:
    """Makes the project in `folder`, which is empty, with its one page; gives its environment."""
    program = Path(sys.executable).parent / "wagtail"
    start = [str(program), "start", "stock", str(folder)]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, env=_clean())
    settings = SETTINGS + (LOCALIZED_SETTINGS if is_localized else "")
    (folder / "stock" / "settings" / "bench.py").write_text(settings)
    environment = _clean() | {
        "DJANGO_SETTINGS_MODULE": "stock.settings.bench",
        "DATABASE_URL": database_url,
    }
    if is_localized:
        (folder / "home" / "models.py").write_text(LOCALIZED_MODELS)
        _manage(folder, environment, "makemigrations", "home")
    _manage(folder, environment, "migrate")
    return environment


def _manage(folder: Path, environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments, "--verbosity=0"]
    subprocess.run(command, cwd=folder, env=environment, check=True)


def _clean() -> dict[str, str]:
    """Without this site's own settings and folders, some of which have the same names."""
    ours = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}
