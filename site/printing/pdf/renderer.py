"""Renders PDFs in processes of their own, within limits of time and size."""

import logging
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import Lock

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext

from printing.errors import RefusedError
from printing.pdf.render_process import EXIT_BUSY, EXIT_TOO_MANY_SHEETS, Limits
from printing.pdf.warm_engine import SERVER, ServerGoneError, WarmEngine

logger = logging.getLogger(__name__)
CHECK_SECONDS = 60
RETRY_SECONDS = 60
AVAILABLE_SECONDS = 24 * 3600
MEMORY_LIMIT = 4 * 1024**3
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


def render(html: str) -> bytes:
    """Renders a self-contained HTML document as PDF/UA-1.

    Raises RefusedError where it exceeds PDF_CPU_LIMIT or PDF_MAX_SHEETS, or fails; also after
    PDF_TIME_LIMIT, which a small document reaches on a busy machine only.
    """
    limits = Limits(settings.PDF_MAX_SHEETS, settings.PDF_CPU_LIMIT, MEMORY_LIMIT)
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
