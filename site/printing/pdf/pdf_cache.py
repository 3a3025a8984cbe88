"""PDFs that were made before, and the promise that each is made only once.

The key is the document itself: its text, its images, its styles and the engine that sets it. So a
stored PDF can never show what its reader may not see, and a changed page is a new key.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext

from filelock import FileLock, Timeout

from printing.errors import RefusedError
from printing.pdf import render_process, renderer

RETRY_SECONDS = 30
POLL_SECONDS = 0.1


def key_of(html: str) -> str:
    """The PDF's key and ETag: a hash of all that goes into it."""
    return hashlib.sha256(f"{_engine_version()}\n{html}".encode()).hexdigest()


@cache
def _engine_version() -> str:
    source = Path(render_process.__file__).read_bytes()
    return f"{version('weasyprint')} {hashlib.sha256(source).hexdigest()}"


def fetch(html: str) -> bytes:
    """The PDF of `html`, from the store or made now.

    Many who ask for it at once wait for the one who makes it; and only a few are made at a time.
    Raises RefusedError where that takes too long.
    """
    key = key_of(html)
    stored: bytes | None = caches["pdf"].get(key)
    if stored is not None:
        return stored
    deadline = time.monotonic() + settings.PDF_TIME_LIMIT
    with _only_one([f"document-{key[:2]}"], deadline):
        stored = caches["pdf"].get(key)
        if stored is None:
            slots = [f"slot-{number}" for number in range(settings.PDF_PARALLEL)]
            with _only_one(slots, deadline):
                stored = renderer.render(html)
            caches["pdf"].set(key, stored)
        return stored


@contextmanager
def _only_one(names: list[str], deadline: float) -> Iterator[None]:
    """Holds one of the named locks, for all processes of this machine."""
    lock = _acquire(names, deadline)
    try:
        yield
    finally:
        lock.release()


def _acquire(names: list[str], deadline: float) -> FileLock:
    folder = Path(settings.PDF_LOCKS)
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for name in names:
            lock = FileLock(folder / f"{name}.lock")
            try:
                lock.acquire(blocking=False)
            except Timeout:
                continue
            return lock
        if time.monotonic() > deadline:
            message = gettext("Many PDFs are being made at the moment. Try again in a minute.")
            raise RefusedError(message, status=503, retry_after=RETRY_SECONDS)
        time.sleep(POLL_SECONDS)
