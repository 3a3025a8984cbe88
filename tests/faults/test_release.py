"""A release, one that is broken and a roll-back, under load behind nginx: no request fails."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.database_copies import DatabaseCopies
from tests.servers import nginx
from tests.servers.processes import ROOT, Process, free_port, is_open
from tests.servers.site import SECRET, static_folder

HOST = "conferences.example.org"
PARTS = ("site", "home", "capacity", "conference", "templates", "locale", "data", "deploy", "docs")
FILES = ("manage.py", "gunicorn.conf.py", "pyproject.toml")
# Kept, made anew each time, refused: path → method and expected status.
ASKED = {
    "/en/": ("GET", 200),
    "/fr/": ("GET", 200),
    "/en/search/?q=biosafety": ("GET", 200),
    "/healthz": ("GET", 200),
    "/admin/login/": ("POST", 403),
}
# Between two questions of a reader: workers that start need the processor, too.
PAUSE = 0.2
# Which database it is changes nothing here.
pytestmark = [pytest.mark.slow, pytest.mark.only_on("sqlite")]


@dataclass
class Load:
    """Readers that ask one page after another, each on a connection of its own, until stopped."""

    port: int
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0

    @contextlib.contextmanager
    def under_way(self, readers: int = 2) -> Iterator[None]:
        """Readers ask while the block runs."""
        stopped = threading.Event()
        threads = [threading.Thread(target=self._read, args=(stopped,)) for _ in range(readers)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stopped.set()
            for thread in threads:
                thread.join()

    def _read(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            for path, (method, expected) in ASKED.items():
                began = time.perf_counter()
                try:
                    status = self.ask(method, path)
                except (OSError, http.client.HTTPException) as error:
                    self.faults.append(f"{path}: {error!r}")
                    continue
                self.slowest = max(self.slowest, time.perf_counter() - began)
                time.sleep(PAUSE)
                self.answers[path] += 1
                if status != expected:
                    self.faults.append(f"{path}: {status}")

    def ask(self, method: str, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, headers={"Host": HOST})
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


@dataclass
class Server:
    """The folders of docs/deployment.md, with gunicorn as in site-web.service."""

    root: Path
    port: int

    def add(self, name: str) -> Path:
        """Unpacks this working copy as a release; what is the same as in the first is compiled."""
        folder = self.root / "releases" / name
        first = self.root / "releases/1"
        source, leave = (first, ()) if first.exists() else (ROOT, ("__pycache__", "*.pyc"))
        folder.mkdir(parents=True)
        for part in PARTS:
            shutil.copytree(source / part, folder / part, ignore=shutil.ignore_patterns(*leave))
        for one in FILES:
            shutil.copy(ROOT / one, folder / one)
        (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
        return folder

    def release(self, *arguments: str, seconds: int = 60) -> subprocess.CompletedProcess[str]:
        """Runs `deploy/release.sh` of the newest release, which waits for its workers so long."""
        script = max((self.root / "releases").iterdir()) / "deploy/release.sh"
        environment = {
            "PATH": os.environ["PATH"],
            "SITE_ROOT": str(self.root),
            "SITE_USER": "",
            "RELOAD_WEB": f"sh {self.root}/reload.sh",
            "RESTART_WORKER": "true",
            "READY_SECONDS": str(seconds),
        }
        return subprocess.run(
            ["sh", script, *arguments], env=environment, capture_output=True, text=True, check=False
        )

    def start(self) -> Process:
        pid = self.root / "web.pid"
        (self.root / "reload.sh").write_text(
            f"kill -USR2 $(cat {pid} {pid}.2 2>/dev/null | head -1)\n"
        )
        environment = {
            **os.environ,
            **self.variables(),
            "CURRENT_RELEASE": f"{self.root}/current",
            "GUNICORN_CMD_ARGS": f"--pid {pid}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
        }
        line = f'cd "$(readlink -f {self.root}/current)" && exec .venv/bin/python -m gunicorn'
        process = Process(["sh", "-c", line], self.root / "gunicorn.log", environment=environment)
        process.wait_until(lambda: is_open(self.port))
        return process

    def stop(self) -> None:
        """Stops whichever master is in charge now."""
        for name in ("web.pid", "web.pid.2"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                os.kill(int((self.root / name).read_text()), signal.SIGTERM)

    def variables(self) -> dict[str, str]:
        lines = (self.root / ".env").read_text().splitlines()
        return {name: value.strip('"') for name, _, value in (one.partition("=") for one in lines)}

    def in_use(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", "/readyz")
        name: str = json.loads(connection.getresponse().read())["release"]
        connection.close()
        return name


@pytest.fixture
def server(tmp_path: Path, copies: DatabaseCopies, database: str) -> Iterator[Server]:
    made = Server(tmp_path / "site", free_port())
    (made.root / "var/media").mkdir(parents=True)
    # As on a server that has had releases before.
    shutil.copytree(static_folder(), made.root / "var/static")
    values = {
        "DATABASE_URL": copies.url(database),
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "PUBLIC_BASE_URL": f"https://{HOST}",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "BEHIND_PROXY": "true",
        "BIND": f"127.0.0.1:{made.port}",
        "LOG_LEVEL": "WARNING",
        "PATH": os.environ["PATH"],
    }
    (made.root / ".env").write_text(
        "".join(f'{name}="{value}"\n' for name, value in values.items())
    )
    yield made
    made.stop()


def test_no_request_fails_while_releases_come_and_go(server: Server) -> None:
    if nginx.find_binary() is None:
        pytest.skip("nginx is not installed.")
    server.add("1")
    assert (first := server.release("1")).returncode == 0, first.stderr
    server.start()
    front = nginx.Nginx(server.root, server.port)
    front.start()
    load = Load(front.port)
    try:
        while load.ask("GET", "/en/") != 200:
            time.sleep(0.5)
        server.add("2")
        broken = server.add("3")
        with load.under_way():
            assert (done := server.release("2")).returncode == 0, done.stderr
            assert server.in_use() == "2"
            # At once, while the master of the first one still finishes.
            assert (back := server.release("--back")).returncode == 0, back.stderr
            assert server.in_use() == "1"
            wsgi = broken / "site/config/wsgi.py"
            wsgi.write_text("raise RuntimeError('broken')\n")
            failed = server.release("3", seconds=4)
            assert failed.returncode != 0
            assert "1 goes on" in failed.stderr
            assert server.in_use() == "1"
    finally:
        front.stop()
    assert load.faults == []
    assert min(load.answers[path] for path in ASKED) > 5
    assert (server.root / "current").resolve().name == "1"
