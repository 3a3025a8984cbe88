"""Production refuses to start, naming each variable, while one is missing or weak."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "k3J9-qvT2mZ8xWc5LrN7yBd4HsF6gPa1eUoI0tRjVbQnXwMlKz",
    "ALLOWED_HOSTS": "conferences.example.org",
    "PUBLIC_BASE_URL": "https://conferences.example.org",
}


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Django's own deployment check under the production settings, in a clean environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_the_three_variables_and_passes_the_deployment_check() -> None:
    result = start(**GOOD)
    assert result.returncode == 0, result.stderr


def test_everything_that_is_missing_is_named_at_once_a_line_each() -> None:
    result = start()
    assert result.returncode != 0
    faults = [line for line in result.stderr.splitlines() if "is missing" in line]
    assert [line.split()[0] for line in faults] == list(GOOD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("SECRET_KEY", f"insecure-{GOOD['SECRET_KEY']}"),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_BASE_URL", "conferences.example.org"),
        ("PUBLIC_BASE_URL", "https://conferences.example.org/path"),
    ],
)
def test_a_weak_value_is_refused_by_name(name: str, value: str) -> None:
    result = start(**(GOOD | {name: value}))
    assert result.returncode != 0
    assert f"  {name} " in result.stderr
    assert not [other for other in GOOD if other != name and f"  {other} " in result.stderr]
