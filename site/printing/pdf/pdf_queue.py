"""Makes PDFs outside the threads that serve pages, each once, and caches them.

Readers wait briefly, or come back. A document is drawn (as HTML) and made in a thread of its own:
one is drawn at a time in a process, PDF_PARALLEL are made at a time on a machine. What became of it
is told to the reader who asked, and nobody else, through the PDF cache, which all processes share.

The key of a cached PDF is a hash of the complete HTML, with images and styles, and of the rendering
engine. A cached PDF therefore never shows content that its reader may not see.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, override

from filelock import FileLock, Timeout

from printing.errors import RefusedError
from printing.pdf import document_split, renderer

POLL_SECONDS = 0.1


def cache_key(html: str) -> str:
    """Cache key and ETag of the PDF of `html`."""
    return hashlib.sha256(f"{_engine_version()}\n{html}".encode()).hexdigest()


@cache
def _engine_version() -> str:
    folder = Path(__file__).parent
    source = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return f"{version('weasyprint')} {hashlib.sha256(source).hexdigest()}"


def cached_or_rendered(html: str) -> bytes:
    """Returns the PDF of `html`, from the cache or newly rendered.

    Concurrent requests for a document wait for one rendering, and PDF_PARALLEL limits renderings.
    Raises RefusedError after PDF_TIME_LIMIT, and as `renderer.render`.
    """
    key = cache_key(html)
    stored: bytes | None = caches["pdf"].get(key)
    if stored is not None:
        return stored
    deadline = time.monotonic() + settings.PDF_TIME_LIMIT
    with _lock([f"document-{key[:2]}"], deadline):
        stored = caches["pdf"].get(key)
        if stored is None:
            slots = [f"slot-{number}" for number in range(settings.PDF_PARALLEL)]
            further = slots if document_split.is_long(html) else []
            # A long document is made by two processes, where a second slot is free.
            with _lock(slots, deadline), _free_lock(further) or nullcontext() as second:
                stored = renderer.render(html, processes=2 if second else 1)
            caches["pdf"].set(key, stored)
        return stored


def _free_lock(names: list[str]) -> AbstractContextManager[object] | None:
    """Takes one of the named file locks, across all processes of this machine, if one is free.

    Returns a context manager that releases it.
    """
    folder = Path(settings.PDF_LOCKS)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with suppress(Timeout):
            return FileLock(folder / f"{name}.lock").acquire(blocking=False)
    return None


def _lock(names: list[str], deadline: float) -> AbstractContextManager[object]:
    """As `_free_lock`; waits until one is free. Raises RefusedError past the deadline."""
    while True:
        lock = _free_lock(names)
        if lock is not None:
            return lock
        if time.monotonic() > deadline:
            raise renderer.busy()
        time.sleep(POLL_SECONDS)


logger = logging.getLogger(__name__)
# For so long the outcome waits for a reader who has been told to come back.
OUTCOME_SECONDS = 30


class Drawn(Protocol):
    """A complete HTML document; `printing.print_html.Sheet` is one."""

    @property
    def html(self) -> str:
        """The document."""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""


Draw = Callable[[], Drawn]


@dataclass(frozen=True)
class Document:
    """A PDF with its cache key, and whether everybody may see it."""

    key: str
    is_public: bool
    pdf: bytes


@dataclass
class _Job:
    """What a process makes for one reader and address."""

    ended: threading.Event = field(default_factory=threading.Event)
    document: Document | None = None
    refusal: RefusedError | None = None


class _Queue:
    """The documents that this process makes, or has yet to make."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.jobs: dict[str, _Job] = {}
        self.drawing = threading.Lock()
        self.waiters = threading.BoundedSemaphore(settings.PDF_WAITING_READERS)


_queue = _Queue()


def name_of(request: HttpRequest) -> str:
    """What stands for the address and its reader: rights and languages differ between readers."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return hashlib.sha256(f"{request.build_absolute_uri()}\n{session}".encode()).hexdigest()


def fetch(name: str, draw: Draw) -> Document | None:
    """Returns the PDF of what `draw` draws, or None where it takes longer than PDF_WAIT_SECONDS.

    Only PDF_WAITING_READERS of a process wait at all, so that threads are left for pages. Raises
    RefusedError where the document cannot be made, or PDF_QUEUE documents are waiting. With a
    PDF_QUEUE of 0, everything is done in the thread of the request.
    """
    if settings.PDF_QUEUE == 0:
        return _make(draw)
    document = _collect(name)
    if document is not None:
        return document
    job = _queue.jobs.get(name)
    if job is None and is_pending(name):
        return None
    job = job or _enqueue(name, draw)
    if not _wait(job.ended):
        return None
    caches["pdf"].delete(f"outcome-{name}")
    if job.document is None:
        raise job.refusal or _unknown_fault()
    return job.document


def is_pending(name: str) -> bool:
    """Whether a process is making the document."""
    return f"pending-{name}" in caches["pdf"]


def _collect(name: str) -> Document | None:
    """The outcome that waits for the reader, once, or None. Raises RefusedError."""
    outcome: dict[str, Any] | None = caches["pdf"].get(f"outcome-{name}")
    if outcome is None:
        return None
    caches["pdf"].delete(f"outcome-{name}")
    if "refusal" in outcome:
        raise RefusedError(**outcome["refusal"])
    pdf = caches["pdf"].get(outcome["key"])
    return None if pdf is None else Document(**outcome, pdf=pdf)


def _enqueue(name: str, draw: Draw) -> _Job:
    with _queue.lock:
        if name in _queue.jobs:
            return _queue.jobs[name]
        if len(_queue.jobs) >= settings.PDF_QUEUE:
            raise renderer.busy()
        job = _queue.jobs[name] = _Job()
    caches["pdf"].set(f"pending-{name}", "pending", 4 * settings.PDF_TIME_LIMIT)
    language = get_language() or settings.LANGUAGE_CODE
    # A daemon: a worker that is told to end does not wait for its queue.
    threading.Thread(target=_run, args=(name, job, draw, language), daemon=True).start()
    return job


def _run(name: str, job: _Job, draw: Draw, language: str) -> None:
    try:
        with override(language):
            job.document = _make(draw)
        outcome = {"key": job.document.key, "is_public": job.document.is_public}
    except RefusedError as refusal:
        job.refusal = refusal
        outcome = {"refusal": _arguments(refusal)}
    except Exception:
        logger.exception("A PDF could not be made")
        with override(language):
            outcome = {"refusal": _arguments(_unknown_fault())}
    finally:
        connections.close_all()
        # A full disk keeps the outcome from readers who come back, but not from one who waits.
        with suppress(OSError):
            caches["pdf"].set(f"outcome-{name}", outcome, OUTCOME_SECONDS)
            caches["pdf"].delete(f"pending-{name}")
        with _queue.lock:
            del _queue.jobs[name]
        job.ended.set()


def _make(draw: Draw) -> Document:
    with _queue.drawing:
        drawn = draw()
    key = cache_key(drawn.html)
    return Document(key, drawn.is_public, cached_or_rendered(drawn.html))


def _wait(event: threading.Event) -> bool:
    """Waits for the event, where not too many readers wait already; returns whether it came."""
    if not _queue.waiters.acquire(blocking=False):
        return event.is_set()
    try:
        return event.wait(settings.PDF_WAIT_SECONDS)
    finally:
        _queue.waiters.release()


def _unknown_fault() -> RefusedError:
    message = gettext("This PDF could not be made. Print the page instead.")
    return RefusedError(message, status=503, retry_after=3600)


def _arguments(refusal: RefusedError) -> dict[str, Any]:
    return {
        "message": refusal.message,
        "status": refusal.status,
        "retry_after": refusal.retry_after,
    }
