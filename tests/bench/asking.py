"""Requests to several servers in turn, and the processor time that each of them takes.

Server time is the processor time of the server's processes and of PostgreSQL, which works for one
request at a time here.
"""

import http.client
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from tests.bench.admin.inside import MARK
from tests.bench.rows import Figure
from tests.bench.serving.measuring import cpu_seconds
from tests.bench.serving.stage import Server

IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS, TIMES = (3, 4) if IS_QUICK else (9, 8)
# Each worker has answered, and what it may remember it remembers.
WARMING = 6
_numbers = count(1)


@dataclass
class Asked:
    """Requests that together are one look at a screen, or one publication."""

    server: Server
    database_pid: int
    cookie: str
    paths: list[str]
    form: Mapping[str, str] | None = None
    application: list[float] = field(default_factory=list)
    """Milliseconds of the server's processes, by round."""
    database: list[float] = field(default_factory=list)
    """Milliseconds of PostgreSQL."""

    def ask(self) -> None:
        """Sends the requests; each must be answered well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        headers = {"Cookie": self.cookie, "Host": f"127.0.0.1:{self.server.port}"}
        try:
            for path in self.paths:
                self._one(connection, path, headers)
        finally:
            connection.close()

    def _one(
        self, connection: http.client.HTTPConnection, path: str, headers: dict[str, str]
    ) -> None:
        if self.form is None:
            connection.request("GET", path, headers=headers)
        else:
            body = urlencode(self.form).replace(MARK, str(next(_numbers)))
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", path, body, {**headers, **kind})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        wanted = 200 if self.form is None else 302
        assert answer.status == wanted, (path, answer.status, text[-2000:])

    def measure(self) -> None:
        """One round."""
        before = cpu_seconds(self.server.pid), cpu_seconds(self.database_pid)
        for _time in range(TIMES):
            self.ask()
        after = cpu_seconds(self.server.pid), cpu_seconds(self.database_pid)
        self.application.append(1000 * (after[0] - before[0]) / TIMES)
        self.database.append(1000 * (after[1] - before[1]) / TIMES)


def take_turns(asked: Mapping[str, Asked]) -> None:
    """Warms all of them up, then measures round by round, each time in another order."""
    every = list(asked.values())
    for each in every:
        for _time in range(WARMING):
            each.ask()
    for number in range(ROUNDS):
        turn = number % len(every)
        for each in every[turn:] + every[:turn]:
            each.measure()


def ratio(one: Asked, other: Asked) -> Figure:
    """Of the server time of both, by round."""
    own, against = (
        [a + b for a, b in zip(each.application, each.database, strict=True)]
        for each in (one, other)
    )
    return Figure.of(a / b for a, b in zip(own, against, strict=True))


def lines(asked: Mapping[str, Asked]) -> list[str]:
    """The milliseconds of each, to print."""
    found = [f"{'milliseconds of processor time':40}{'server':>9}{'database':>9}"]
    for name, each in asked.items():
        server, database = Figure.of(each.application), Figure.of(each.database)
        found.append(f"{name:40}{server.median:9.1f}{database.median:9.1f}")
    return found
