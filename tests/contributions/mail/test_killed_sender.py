"""A sender that is killed (SIGKILL) within a batch: the next one sends the rest, and none twice."""

import os
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from django.db import connection

import pytest

from contributions.conferences import Conference
from contributions.mail import sending
from contributions.models import Participant
from tests.contributions.mail.conftest import Reader, published
from tests.servers.processes import ROOT, Process

SEND = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/site"]
import django
from django.conf import settings
django.setup()
settings.EMAIL_BACKEND = "tests.contributions.mail.slow_backend.SlowBackend"
settings.CONTRIBUTIONS_MAIL_JOURNALS = {journals!r}
from contributions.mail import sending
sending.send_queued()
"""


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database as a file")
def test_after_a_kill_the_next_sender_sends_the_rest_and_none_twice(
    conference: Conference, ada: Participant, reader: Reader, tmp_path: Path
) -> None:
    for number in range(20):
        reader(f"reader{number}")
    published(conference, ada)
    sending.address_mailings()
    copy, received = tmp_path / "copy.sqlite3", tmp_path / "received"
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)

    killed = sender(tmp_path, copy, received, seconds_each="0.2")
    killed.wait_until(lambda: len(lines(received)) >= 5)
    os.kill(killed.pid, signal.SIGKILL)
    killed.process.wait()
    before = len(lines(received))
    assert before < 15
    with closing(sqlite3.connect(copy)) as database:
        # As if the time after which a batch is taken to be lost had passed.
        database.execute("UPDATE contributions_mail SET changed_at = '2020-01-01 00:00:00'")
        database.commit()
    assert sender(tmp_path, copy, received, seconds_each="0").process.wait(60) == 0

    counted = Counter(lines(received))
    assert set(counted.values()) == {1}
    # The one that was being handed over at the kill may have gone out or not.
    assert 19 <= len(counted) <= 20


def sender(folder: Path, database: Path, received: Path, *, seconds_each: str) -> Process:
    program = SEND.format(root=str(ROOT), journals=str(folder / "journals"))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "RECEIVED": str(received),
        "SECONDS_EACH": seconds_each,
    }
    return Process([sys.executable, "-c", program], folder / "log", environment=environment)


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
