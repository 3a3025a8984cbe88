"""What gunicorn's master has loaded when it forks its workers, which share all of it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.config.test_production import GOOD, ROOT

LOAD = """
import json, os, sys, threading
from pathlib import Path
sys.path[:0] = [".", "site"]
import config.wsgi
from django.db import connections
from django.utils.translation import trans_real
links = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
print(json.dumps({
    "threads": threading.active_count(),
    "sockets": [link for link in links if link.startswith("socket:")],
    "databases": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "modules": [name for name in sys.modules if "." not in name],
    "catalogues": list(trans_real._translations),
}))
"""
# For spreadsheets, PDFs, the tests and the checks.
NOT_FOR_READERS = {
    "babel",
    "fontTools",
    "hypothesis",
    "mypy",
    "openpyxl",
    "pikepdf",
    "pydyf",
    "pytest",
    "tinycss2",
    "weasyprint",
}


@pytest.fixture(scope="module")
def loaded() -> Any:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        **GOOD,
    }
    command = [sys.executable, "-c", LOAD]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def test_no_connection_or_thread_is_there_that_a_fork_would_break(loaded: Any) -> None:
    assert (loaded["threads"], loaded["sockets"], loaded["databases"]) == (1, [], [])


def test_nothing_is_loaded_that_only_editors_files_and_pdfs_need(loaded: Any) -> None:
    assert NOT_FOR_READERS.isdisjoint(loaded["modules"])


def test_the_catalogues_of_all_languages_are_shared(loaded: Any) -> None:
    assert {"en", "es", "fr"} <= set(loaded["catalogues"])
