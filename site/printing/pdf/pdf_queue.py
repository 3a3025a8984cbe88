"""Makes PDFs outside the threads that serve pages; readers wait briefly, or come back.

Each process works on its queue with PDF_PARALLEL threads at most; `pdf_cache` limits all processes
of a machine together. What became of a document is told by the PDF cache, which they share.
"""

import hashlib
import logging
import threading

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language, gettext, override

from printing.errors import RefusedError
from printing.pdf import pdf_cache

logger = logging.getLogger(__name__)
# For so many seconds a document that could not be made is not tried again.
REFUSED_SECONDS = 30


class _Queue:
    """The documents that this process makes, or has yet to make."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.events: dict[str, threading.Event] = {}
        """Key of each document → what is set when it is made or refused."""
        self.slots = threading.BoundedSemaphore(settings.PDF_PARALLEL)
        self.waiters = threading.BoundedSemaphore(settings.PDF_WAITING_READERS)


_queue = _Queue()


def is_pending(address: str) -> bool:
    """Whether the PDF that was last asked for at the address is being made, by any process."""
    key = caches["pdf"].get(_pending_name(address))
    return key is not None and not _is_decided(key)


def fetch(html: str, address: str) -> bytes | None:
    """Returns the PDF of `html`, or None where it takes longer than PDF_WAIT_SECONDS.

    Only PDF_WAITING_READERS of a process wait at all, so that threads are left for pages. Raises
    RefusedError where the document cannot be made, or PDF_QUEUE of them are waiting.
    """
    key = pdf_cache.cache_key(html)
    if not _is_decided(key):
        event = _enqueue(key, html)
        if not _wait(event):
            caches["pdf"].set(_pending_name(address), key, 2 * settings.PDF_TIME_LIMIT)
            return None
    _raise_refusal(key)
    stored: bytes | None = caches["pdf"].get(key)
    if stored is None:
        raise _unknown_fault()
    return stored


def _is_decided(key: str) -> bool:
    return key in caches["pdf"] or _refusal_name(key) in caches["pdf"]


def _raise_refusal(key: str) -> None:
    refusal = caches["pdf"].get(_refusal_name(key))
    if refusal is not None and key not in caches["pdf"]:
        raise RefusedError(**refusal)


def _enqueue(key: str, html: str) -> threading.Event:
    with _queue.lock:
        if key in _queue.events:
            return _queue.events[key]
        if len(_queue.events) >= settings.PDF_QUEUE:
            message = gettext("Many PDFs are being made at the moment. Try again in a minute.")
            raise RefusedError(message, status=503, retry_after=pdf_cache.RETRY_SECONDS)
        event = _queue.events[key] = threading.Event()
    arguments = (key, html, get_language() or settings.LANGUAGE_CODE)
    # A daemon: a worker that is told to end does not wait for its queue.
    threading.Thread(target=_make, args=arguments, daemon=True).start()
    return event


def _make(key: str, html: str, language: str) -> None:
    try:
        with _queue.slots, override(language):
            _make_or_refuse(key, html)
    except Exception:
        # As on a full disk: who waits is told.
        logger.exception("A PDF could not be stored")
    finally:
        with _queue.lock:
            _queue.events.pop(key).set()


def _make_or_refuse(key: str, html: str) -> None:
    try:
        pdf_cache.fetch(html)
    except RefusedError as refusal:
        caches["pdf"].set(_refusal_name(key), _arguments(refusal), REFUSED_SECONDS)


def _unknown_fault() -> RefusedError:
    message = gettext("This PDF could not be made. Print the page instead.")
    return RefusedError(message, status=503, retry_after=3600)


def _arguments(refusal: RefusedError) -> dict[str, object]:
    return {
        "message": refusal.message,
        "status": refusal.status,
        "retry_after": refusal.retry_after,
    }


def _wait(event: threading.Event) -> bool:
    """Waits for the event, where not too many readers wait already; returns whether it came."""
    if not _queue.waiters.acquire(blocking=False):
        return event.is_set()
    try:
        return event.wait(settings.PDF_WAIT_SECONDS)
    finally:
        _queue.waiters.release()


def _pending_name(address: str) -> str:
    return f"pending-{hashlib.sha256(address.encode()).hexdigest()}"


def _refusal_name(key: str) -> str:
    return f"refused-{key}"
