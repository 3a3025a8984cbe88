"""A unit of systemd that fails is told by mail, without the database."""

import io
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from django.core import mail
from django.core.management import CommandError, call_command

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.fixture
def operators(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPERATOR_EMAILS = ["operator@example.org"]
    settings.FAILURE_STAMPS = tmp_path
    monkeypatch.setattr("sys.stdin", io.StringIO("disk full\n"))


def test_the_mail_names_the_unit_and_has_its_last_lines(operators: None) -> None:
    """No `db` fixture: a query would fail this test."""
    call_command("report_failure", "site-backup.service")
    (sent,) = mail.outbox
    assert sent.to == ["operator@example.org"]
    assert sent.subject.startswith("site-backup.service failed on ")
    assert "disk full" in sent.body


def test_each_unit_is_told_of_once_an_hour(operators: None, tmp_path: Path) -> None:
    for unit in ("site-publish.service", "site-publish.service", "site-backup.service"):
        call_command("report_failure", unit)
    assert [sent.subject.partition(" ")[0] for sent in mail.outbox] == [
        "site-publish.service",
        "site-backup.service",
    ]
    os.utime(tmp_path / "site-publish.service", (0, 0))
    call_command("report_failure", "site-publish.service")
    assert len(mail.outbox) == 3


def test_without_recipients_the_command_fails(settings: Any) -> None:
    settings.OPERATOR_EMAILS = []
    with pytest.raises(CommandError, match="OPERATOR_EMAILS"):
        call_command("report_failure", "site-backup.service")


def test_every_service_of_the_site_tells_of_its_failure() -> None:
    services = sorted((DEPLOY / "systemd").glob("*.service"))
    silent = [
        one.name for one in services if "OnFailure=site-failure@%n.service" not in one.read_text()
    ]
    assert silent == ["site-failure@.service"]


def test_the_server_sends_the_mail_where_the_site_cannot(tmp_path: Path) -> None:
    """With the stand-in of a site whose manage.py fails, and of sendmail."""
    (tmp_path / "deploy").mkdir()
    script = tmp_path / "deploy/report_failure.sh"
    script.write_text((DEPLOY / "report_failure.sh").read_text())
    programs = {
        ".venv/bin/python": "exit 1",
        "bin/sendmail": f'cat > {tmp_path}/mail; echo "$@" >> {tmp_path}/mail',
    }
    for name, line in programs.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "OPERATOR_EMAILS": "a@example.org,b@example.org",
    }
    done = subprocess.run(
        ["sh", script, "site-backup.service"], env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    sent = (tmp_path / "mail").read_text()
    assert re.match(r"Subject: site-backup\.service failed on ", sent)
    assert sent.endswith("a@example.org b@example.org\n")
