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
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
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


@pytest.mark.slow
def test_it_starts_with_the_four_variables_and_passes_the_deployment_check() -> None:
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
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", "filemail:///var/mails"),
    ],
)
def test_a_weak_value_is_refused_by_name(name: str, value: str) -> None:
    result = start(**(GOOD | {name: value}))
    assert result.returncode != 0
    assert f"  {name} " in result.stderr
    assert not [other for other in GOOD if other != name and f"  {other} " in result.stderr]


def printed(name: str, **variables: str) -> str:
    """A setting, as Python prints it, under the production settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        **variables,
    }
    command = f"from django.conf import settings; print(settings.{name})"
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.slow
def test_a_site_that_is_told_to_send_no_mail_starts_and_prints_none() -> None:
    variables = {name: value for name, value in GOOD.items() if name != "EMAIL_URL"}
    variables["SEND_MAIL"] = "false"
    assert start(**variables).returncode == 0
    assert printed("EMAIL_BACKEND", **variables) == "django.core.mail.backends.dummy.EmailBackend"


def test_server_sender_and_time_limit_of_mail_come_from_the_environment() -> None:
    chosen = GOOD | {"DEFAULT_FROM_EMAIL": "site@example.org", "EMAIL_TIMEOUT": "3"}
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL", "EMAIL_TIMEOUT")
    found = printed(f"{names[0]}, *(getattr(settings, name) for name in {names[1:]})", **chosen)
    assert found == "mail.example.org 587 True site@example.org 3"
    assert printed("EMAIL_TIMEOUT", **GOOD) == "10"
