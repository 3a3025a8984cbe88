"""A stock Wagtail site: what `wagtail start` makes, on PostgreSQL, in production."""

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


def make(folder: Path, database_url: str) -> Mapping[str, str]:
    """Makes the site in `folder`, which is empty, with its one page; gives its environment."""
    program = Path(sys.executable).parent / "wagtail"
    start = [str(program), "start", "stock", str(folder)]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, env=_clean())
    (folder / "stock" / "settings" / "bench.py").write_text(SETTINGS)
    environment = _clean() | {
        "DJANGO_SETTINGS_MODULE": "stock.settings.bench",
        "DATABASE_URL": database_url,
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=folder, env=environment, check=True)
    return environment


def _clean() -> dict[str, str]:
    """Without this site's own settings and folders, some of which have the same names."""
    ours = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}
