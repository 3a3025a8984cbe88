"""Renders PDFs in a subprocess, within limits of time and size."""

import logging
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from printing.errors import RefusedError
from printing.pdf.render_process import EXIT_TOO_MANY_SHEETS

logger = logging.getLogger(__name__)
WORKER = Path(__file__).with_name("render_process.py")
CHECK_SECONDS = 60


@cache
def unavailable_reason() -> str:
    """Why PDFs cannot be rendered on this machine; empty where they can. Cached per process."""
    command = [sys.executable, str(WORKER), "--check"]
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

    Raises RefusedError where it exceeds PDF_TIME_LIMIT or PDF_MAX_SHEETS, or fails.
    """
    try:
        done = _run_worker(html)
    except subprocess.TimeoutExpired as error:
        message = gettext(
            "Generating this PDF takes too long. Print the page, or its parts, instead."
        )
        raise RefusedError(message, status=503, retry_after=3600) from error
    if done.returncode == EXIT_TOO_MANY_SHEETS:
        message = gettext(
            "This PDF would have more than %(limit)s sheets. Print the parts one by one."
        )
        raise RefusedError(message % {"limit": settings.PDF_MAX_SHEETS}, status=413)
    if done.returncode:
        stderr = done.stderr.decode(errors="replace")[-2000:]
        logger.error("No PDF, exit status %s: %s", done.returncode, stderr)
        message = gettext("This PDF could not be generated. Print the page instead.")
        raise RefusedError(message, status=503, retry_after=3600)
    return done.stdout


def _run_worker(html: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(WORKER), str(settings.PDF_MAX_SHEETS)]
    return subprocess.run(  # noqa: S603 - our own worker, no shell
        command,
        input=html.encode(),
        capture_output=True,
        timeout=settings.PDF_TIME_LIMIT,
        check=False,
    )
