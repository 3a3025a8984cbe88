"""A sender that is killed (SIGKILL) within a batch: the next one sends the rest, and none twice."""

import os
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.artifact_cache import DATABASE, seeded_site
from tests.servers.processes import ROOT, Process

SET_UP = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/site"]
import django
from django.conf import settings
django.setup()
settings.EMAIL_BACKEND = "tests.contributions.mail.slow_backend.SlowBackend"
settings.CONTRIBUTIONS_MAIL_JOURNALS = {journals!r}
from contributions.mail import sending
"""
PREPARE = """
from contributions.conference_registry import known
from contributions.mail import subscription_choices
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO, participant_named
from tests.contributions.mail.conftest import published
conference = known().by_key(seeded_page(DEMO).translation_key, "en")
for number in range(20):
    reader = participant_named(f"reader{number}", conference)
    subscription_choices.choose(reader, conference.key, "at once")
from django.db import transaction
with transaction.atomic():
    published(conference, participant_named("ada", conference))
    transaction.get_connection().run_on_commit.clear()
sending.address_mailings()
"""
SEND = "sending.send_queued()"


@pytest.mark.slow
def test_after_a_kill_the_next_sender_sends_the_rest_and_none_twice(tmp_path: Path) -> None:
    copy, received = tmp_path / "copy.sqlite3", tmp_path / "received"
    shutil.copy(seeded_site() / DATABASE, copy)
    assert run(PREPARE, tmp_path).process.wait(60) == 0, (tmp_path / "log").read_text()

    killed = run(SEND, tmp_path, seconds_each="0.2")
    killed.wait_until(lambda: len(lines(received)) >= 5)
    os.kill(killed.pid, signal.SIGKILL)
    killed.process.wait()
    assert len(lines(received)) < 15
    with closing(sqlite3.connect(copy)) as database:
        # As if the time after which a batch is taken to be lost had passed.
        database.execute("UPDATE contributions_mail SET changed_at = '2020-01-01 00:00:00'")
        database.commit()
    assert run(SEND, tmp_path).process.wait(60) == 0, (tmp_path / "log").read_text()

    counted = Counter(lines(received))
    assert set(counted.values()) == {1}
    # The one that was being handed over at the kill may have gone out or not.
    assert 19 <= len(counted) <= 20


def run(program: str, folder: Path, *, seconds_each: str = "0") -> Process:
    set_up = SET_UP.format(root=str(ROOT), journals=str(folder / "journals"))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'copy.sqlite3'}",
        "RECEIVED": str(folder / "received"),
        "SECONDS_EACH": seconds_each,
    }
    command = [sys.executable, "-c", f"{set_up}\n{program}"]
    return Process(command, folder / "log", environment=environment)


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
