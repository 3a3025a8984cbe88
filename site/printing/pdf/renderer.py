"""Renders PDFs in processes of their own, within limits of time and size."""

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Any

from django.conf import settings
from django.core import checks
from django.core.cache import caches
from django.utils.translation import gettext

from printing.errors import RefusedError
from printing.pdf import document_split
from printing.pdf.fork_server import STATUS
from printing.pdf.render_process import (
    EXIT_BUSY,
    EXIT_TOO_MANY_SHEETS,
    Limits,
    file_in_memory,
)

SERVER = Path(__file__).with_name("fork_server.py")
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# A server that has been killed is started again, once for a document.
ATTEMPTS = 2


class ServerGoneError(Exception):
    """The fork server has ended twice while it had the document."""


@dataclass(frozen=True)
class Done:
    """How a process ended that made a PDF; a negative status is the signal that ended it."""

    status: int
    pdf: bytes
    messages: str


@dataclass(frozen=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket


class WarmEngine:
    """The fork server of this process, started when the first document comes.

    Readers' processes pay nothing until then. It has none of their files and sockets but the one
    that it is asked through.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: _Server | None = None
        os.register_at_fork(after_in_child=self._forget)

    @property
    def server_id(self) -> int | None:
        """Process id of the server; None before the first document."""
        return self._server.process.pid if self._server else None

    def make(self, html: str, limits: Limits, seconds: float) -> Done:
        """Has the PDF of the document made.

        Raises TimeoutError after `seconds`, and ServerGoneError.
        """
        deadline = time.monotonic() + seconds
        for _attempt in range(ATTEMPTS):
            done = self._attempt(html, limits, deadline)
            if done is not None:
                return done
        raise ServerGoneError

    def _attempt(self, html: str, limits: Limits, deadline: float) -> Done | None:
        with ExitStack() as stack:
            document, result, messages = (stack.enter_context(file_in_memory()) for _ in range(3))
            _write(document, limits.encoded() + html.encode())
            for_server, job = (stack.enter_context(end) for end in socket.socketpair())
            server = self._send(html, for_server, document, result, messages)
            for_server.close()
            status = _status(job, deadline)
            if status is None:
                self._forsake(server)
                return None
            return Done(status, _content(result), _content(messages).decode(errors="replace"))

    def _send(self, html: str, *files: socket.socket | IO[bytes]) -> _Server:
        with self._lock:
            if self._server is None or self._server.process.poll() is not None:
                self._server = self._start(html)
            # If it ends just now, the closed socket of the job says so, too.
            with suppress(OSError):
                socket.send_fds(self._server.control, [b"j"], [file.fileno() for file in files])
            return self._server

    def _forsake(self, server: _Server) -> None:
        """It has ended, or is about to."""
        server.control.close()
        with self._lock:
            if self._server is server:
                self._server = None
        server.process.wait()

    def _start(self, html: str) -> _Server:
        """The server parses the style sheets of the first document for all others."""
        control, ours = socket.socketpair()
        with control, file_in_memory() as sample:
            languages = [code for code, _name in settings.LANGUAGES]
            warm = {"styles": STYLE.findall(html), "languages": languages}
            _write(sample, json.dumps(warm).encode())
            process = subprocess.Popen(  # noqa: S603 - our own server, no shell
                [sys.executable, str(SERVER), str(control.fileno())],
                stdin=sample,
                pass_fds=[control.fileno()],
                # Keys meant for this process do not end it: it ends when this process does.
                start_new_session=True,
            )
        return _Server(process, ours)

    def _forget(self) -> None:
        """In a fork of this process: the server is its parent's."""
        self._lock = threading.Lock()
        if self._server is not None:
            self._server.control.close()
        self._server = None


def _write(file: IO[bytes], content: bytes) -> None:
    file.write(content)
    file.seek(0)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _status(job: socket.socket, deadline: float) -> int | None:
    """Waits for the exit status; None where the server has ended. Raises TimeoutError."""
    job.settimeout(max(0.001, deadline - time.monotonic()))
    try:
        message = job.recv(STATUS.size)
    except ConnectionError:
        return None
    return int(STATUS.unpack(message)[0]) if len(message) == STATUS.size else None


logger = logging.getLogger(__name__)
CHECK_SECONDS = 60
RETRY_SECONDS = 60
AVAILABLE_SECONDS = 24 * 3600
MEMORY_LIMIT = 4 * 1024**3
SLICE_SIZE = document_split.SLICE_SIZE
warm_engine = WarmEngine()
_checking = Lock()


@cache
def unavailable_reason() -> str:
    """Why PDFs cannot be rendered on this machine; empty where they can.

    Cached per process. That they can is known to all processes of the machine, as the check loads
    the engine, which takes seconds.
    """
    name = f"available-{sys.prefix}"
    with _checking:
        if name in caches["pdf"]:
            return ""
        reason = _check()
        if not reason:
            with suppress(OSError):
                caches["pdf"].set(name, "available", AVAILABLE_SECONDS)
        return reason


def _check() -> str:
    command = [sys.executable, str(SERVER), "--check"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=CHECK_SECONDS)  # noqa: S603
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "unknown fault"
    except subprocess.TimeoutExpired:
        return "timed out"
    return ""


def is_available() -> bool:
    """Whether PDFs can be rendered on this machine."""
    return not unavailable_reason()


def render(html: str, processes: int = 2) -> bytes:
    """Renders a self-contained HTML document as PDF/UA-1; a long one in so many processes at once.

    Raises RefusedError where it exceeds PDF_CPU_LIMIT or PDF_MAX_SHEETS, or fails; also after
    PDF_TIME_LIMIT, which a small document reaches on a busy machine only.
    """
    limits = Limits(
        settings.PDF_MAX_SHEETS, settings.PDF_CPU_LIMIT, MEMORY_LIMIT, processes, SLICE_SIZE
    )
    try:
        done = warm_engine.make(html, limits, settings.PDF_TIME_LIMIT)
    except TimeoutError as error:
        raise busy() from error
    except ServerGoneError as error:
        logger.exception("No PDF: the fork server ended twice")
        raise busy() from error
    if done.status == EXIT_BUSY:
        raise busy()
    if done.status == -signal.SIGXCPU:
        message = gettext(
            "Generating this PDF takes too long. Print the page, or its parts, instead."
        )
        raise RefusedError(message, status=413)
    if done.status == EXIT_TOO_MANY_SHEETS:
        message = gettext(
            "This PDF would have more than %(limit)s sheets. Print the parts one by one."
        )
        raise RefusedError(message % {"limit": settings.PDF_MAX_SHEETS}, status=413)
    if done.status:
        logger.error("No PDF, exit status %s: %s", done.status, done.messages[-2000:])
        message = gettext("This PDF could not be generated. Print the page instead.")
        raise RefusedError(message, status=503, retry_after=3600)
    return done.pdf


def busy() -> RefusedError:
    """Returns the refusal for a document that may be made as soon as the machine is less busy."""
    message = gettext("Many PDFs are being generated at the moment. Try again in a minute.")
    return RefusedError(message, status=503, retry_after=RETRY_SECONDS)


def connect() -> None:
    """Registers the check."""
    checks.register(can_make_pdfs, "printing")


def can_make_pdfs(**_kwargs: Any) -> list[checks.CheckMessage]:
    """An Info message where Pango is missing: everything but PDFs works without it."""
    reason = unavailable_reason()
    if not reason:
        return []
    return [
        checks.Info(
            f"No PDFs can be made here: {reason}",
            hint="Install Pango and HarfBuzz, on Debian: libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0, and fonts: fonts-noto-core fonts-noto-cjk (docs/printing.md).",
            id="printing.I001",
        )
    ]
