"""The site as an operator runs it: gunicorn, in the production settings."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.artifact_cache import APPS, kept, state_of
from tests.servers.processes import ROOT, Process, free_port, is_open

SECRET = "only for servers on this machine: 0123456789-abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str
    seconds: float
    """From the request to the last byte."""


class Site:
    """One site in `folder`, on a database and, where given, a Redis that others started."""

    def __init__(self, folder: Path, database_url: str, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: Process | None = None
        for name in ("media", "pages", "pdf"):
            (folder / name).mkdir(exist_ok=True)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATABASE_URL": database_url,
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_BASE_URL": self.address,
            # People are signed in by their sessions here.
            "MFA_REQUIRED": "false",
            "BIND": f"127.0.0.1:{self.port}",
            "MEDIA_ROOT": str(folder / "media"),
            "PDF_CACHE": str(folder / "pdf"),
            "PDF_LOCKS": str(folder / "pdf-locks"),
            "STATIC_ROOT": str(collected()),
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "4",
            "LOG_LEVEL": "WARNING",
            **environment,
        }

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn"]
        log = self.folder / "gunicorn.log"
        self._process = Process(command, log, environment=self.environment)
        self._process.wait_until(lambda: is_open(self.port))

    def stop(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    @property
    def pid(self) -> int:
        """Of the master; the workers are its children."""
        assert self._process is not None, "The site is stopped."
        return self._process.pid

    def manage(self, *arguments: str) -> str:
        """What `manage.py` with these arguments says."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return self.ask("POST", path, body, {**headers, **kind})

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request on a connection of its own; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        began = time.perf_counter()
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        return Answer(response.status, response.headers, text, time.perf_counter() - began)


def collected() -> Path:
    """The folder of the static files, collected once for all sites and all processes.

    Compressing them takes ten seconds: they are collected anew only where something has changed.
    """
    own = (path for name in APPS for path in (ROOT / name).glob("**/static/**/*.*"))
    return kept("static", state_of(own), _collect)


def _collect(folder: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": "sqlite://:memory:",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_BASE_URL": "http://127.0.0.1",
        "STATIC_ROOT": str(folder),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
