"""Requests to the admin of two sites in turn, and the processor time that each of them takes.

Server time is the processor time of the server's processes and of PostgreSQL, which works for one
request at a time here.
"""

import http.client
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from tests.bench.admin.inside import MARK
from tests.bench.ground import Ground, run_in
from tests.bench.rows import Figure, Result
from tests.bench.serving.measuring import cpu_seconds
from tests.bench.serving.stage import ENVIRONMENT, Server, gunicorn, run_site
from tests.servers.processes import ROOT

IS_QUICK = bool(os.environ.get("BENCH_QUICK"))
ROUNDS, TIMES = (3, 4) if IS_QUICK else (11, 10)
# Each worker has answered, and what it may remember it remembers.
WARMING = 6
LANGUAGES = "en,es,fr,ar,ru,zh-hans"
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


def measure(ground: Ground) -> Result:
    """The four rows of the admin."""
    asked = _made(ground)
    for each in asked.values():
        for _time in range(WARMING):
            each.ask()
    for number in range(ROUNDS):
        turn = number % len(asked)
        every = list(asked.values())
        for each in every[turn:] + every[:turn]:
            each.measure()
    return _result(asked)


def _made(ground: Ground) -> dict[str, Asked]:
    """The servers, filled and running, with what is asked of them."""
    site = ground.site("admin", SITE_LANGUAGES=LANGUAGES, **ENVIRONMENT)
    site.manage("seed", "--verbosity=0")
    own = json.loads(run_in(site.environment, ROOT, "tests.bench.admin.own_content"))
    pid = ground.cluster.pid
    server = run_site(ground, site)
    found = {
        name: Asked(server, pid, own["cookie"], paths if isinstance(paths, list) else [paths])
        for name, paths in own.items()
        if name in {"explorer", "board", "screen"}
    }
    found["publishing"] = Asked(server, pid, own["cookie"], [own["publish"]], own["form"])
    for name, paths, is_localized in (
        ("stock explorer", "explorer", False),
        ("stock publishing", "publish", True),
    ):
        kind = "localized" if is_localized else "plain"
        folder, environment = ground.stock(f"stock_{kind}", is_localized=is_localized)
        made = json.loads(run_in(environment, folder, "tests.bench.admin.stock_content", kind))
        stock = gunicorn(ground, "stock.wsgi", folder, environment)
        found[name] = Asked(stock, pid, made["cookie"], [made[paths]], made.get("form"))
    return found


def _result(asked: dict[str, Asked]) -> Result:
    figures = {
        name: Figure.of(_ratios(asked[name], asked[f"stock {against}"]))
        for name, against in (
            ("publishing", "publishing"),
            ("explorer", "explorer"),
            ("board", "explorer"),
            ("screen", "explorer"),
        )
    }
    lines = [f"{'milliseconds of processor time':32}{'server':>9}{'database':>9}"]
    for name, each in asked.items():
        server, database = Figure.of(each.application), Figure.of(each.database)
        lines.append(f"{name:32}{server.median:9.1f}{database.median:9.1f}")
    return Result(figures, lines)


def _ratios(one: Asked, other: Asked) -> list[float]:
    own, against = (
        [a + b for a, b in zip(each.application, each.database, strict=True)]
        for each in (one, other)
    )
    return [a / b for a, b in zip(own, against, strict=True)]
