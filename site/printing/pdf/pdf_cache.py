"""Caches PDFs and makes each only once at a time.

The key is a hash of the complete HTML, with images and styles, and of the rendering engine. A
cached PDF therefore never shows content that its reader may not see.
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


def cache_key(html: str) -> str:
    """Cache key and ETag of the PDF of `html`."""
    return hashlib.sha256(f"{_engine_version()}\n{html}".encode()).hexdigest()


@cache
def _engine_version() -> str:
    source = Path(render_process.__file__).read_bytes()
    return f"{version('weasyprint')} {hashlib.sha256(source).hexdigest()}"


def fetch(html: str) -> bytes:
    """Returns the PDF of `html`, from the cache or newly rendered.

    Concurrent requests for a document wait for one rendering, and PDF_PARALLEL limits renderings.
    Raises RefusedError after PDF_TIME_LIMIT.
    """
    key = cache_key(html)
    stored: bytes | None = caches["pdf"].get(key)
    if stored is not None:
        return stored
    deadline = time.monotonic() + settings.PDF_TIME_LIMIT
    with _lock_any([f"document-{key[:2]}"], deadline):
        stored = caches["pdf"].get(key)
        if stored is None:
            slots = [f"slot-{number}" for number in range(settings.PDF_PARALLEL)]
            with _lock_any(slots, deadline):
                stored = renderer.render(html)
            caches["pdf"].set(key, stored)
        return stored


@contextmanager
def _lock_any(names: list[str], deadline: float) -> Iterator[None]:
    """Holds one of the named file locks, across all processes of this machine."""
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
            message = gettext("Many PDFs are being generated at the moment. Try again in a minute.")
            raise RefusedError(message, status=503, retry_after=RETRY_SECONDS)
        time.sleep(POLL_SECONDS)
