"""HSTS for subdomains, and for the preload lists of browsers, is the operator's choice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from django.conf import settings as s
chosen = s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD
print(*map(int, chosen))
"""


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "1 0 0"),
        ({"HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true"}, "1 1 1"),
        # Browsers' lists take no site without its subdomains.
        ({"HSTS_PRELOAD": "true"}, "1 0 0"),
        (
            {
                "HSTS_SUBDOMAINS": "true",
                "HSTS_PRELOAD": "true",
                "PUBLIC_BASE_URL": "http://conferences.example.org",
            },
            "0 0 0",
        ),
    ],
)
def test_subdomains_and_preload_are_off_unless_chosen(
    chosen: dict[str, str], expected: str
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "site"),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "k3J9-qvT2mZ8xWc5LrN7yBd4HsF6gPa1eUoI0tRjVbQnXwMlKz",
        "ALLOWED_HOSTS": "conferences.example.org",
        "PUBLIC_BASE_URL": "https://conferences.example.org",
        "EMAIL_URL": "smtp://mail.example.org:25",
        **chosen,
    }
    program = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == expected, done.stderr
