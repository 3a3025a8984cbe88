"""Runs the site under gunicorn with production settings."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.artifact_cache import APPS, cached_folder, fingerprint
from tests.servers.processes import ROOT, Process, free_port, is_open

SECRET = "only for servers on this machine: 0123456789-abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Answer:
    """Response to a request."""

    status: int
    headers: http.client.HTTPMessage
    body: str
    seconds: float
    """Duration of the request until the last byte."""


class Site:
    """A site in `folder`, with the given database and environment."""

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
            "SEND_MAIL": "false",
            # People are signed in by their sessions here.
            "MFA_REQUIRED": "false",
            "BIND": f"127.0.0.1:{self.port}",
            "MEDIA_ROOT": str(folder / "media"),
            "PDF_CACHE": str(folder / "pdf"),
            "PDF_LOCKS": str(folder / "pdf-locks"),
            "STATIC_ROOT": str(static_folder()),
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "4",
            "LOG_LEVEL": "WARNING",
            **environment,
        }

    def start(self) -> None:
        """Starts gunicorn and waits until it listens."""
        command = [sys.executable, "-m", "gunicorn"]
        log = self.folder / "gunicorn.log"
        self._process = Process(command, log, environment=self.environment)
        self._process.wait_until(lambda: is_open(self.port))

    def stop(self) -> None:
        """Stops gunicorn."""
        if self._process is not None:
            self._process.end()
            self._process = None

    @property
    def pid(self) -> int:
        """Process id of gunicorn's master."""
        assert self._process is not None, "The site is stopped."
        return self._process.pid

    def manage(self, *arguments: str) -> str:
        """Runs `manage.py` with these arguments; returns its output."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """GET request."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """POST request with form fields."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return self.ask("POST", path, body, {**headers, **kind})

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        port: int | None = None,
    ) -> Answer:
        """Sends a request on a new connection, to `port` where something stands in front; redirects
        are not followed.
        """
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        began = time.perf_counter()
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        return Answer(response.status, response.headers, text, time.perf_counter() - began)


def static_folder() -> Path:
    """Folder of the collected static files; collected again only when a source changes."""
    own = (path for name in APPS for path in (ROOT / name).glob("**/static/**/*.*"))
    return cached_folder("static", fingerprint(own), _collect)


def _collect(folder: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": "sqlite://:memory:",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PUBLIC_BASE_URL": "http://127.0.0.1",
        "SEND_MAIL": "false",
        "STATIC_ROOT": str(folder),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
