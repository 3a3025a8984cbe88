"""The PDF engine, imported once for the PDFs of all tests; each is made in a process of its own.

Where a test makes dozens, importing would take longer than what it looks at.
"""

import multiprocessing
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["weasyprint"])


def work(html: str) -> subprocess.CompletedProcess[bytes]:
    """In place of `printing.pdf.renderer._run_worker`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_text(html)
        process = PROCESSES.Process(
            target=_make, args=(name, settings.PDF_MAX_SHEETS, settings.PDF_CPU_LIMIT)
        )
        process.start()
        process.join(settings.PDF_TIME_LIMIT)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired([], settings.PDF_TIME_LIMIT)
        said, out = (folder / "err").read_bytes(), (folder / "out").read_bytes()
        return subprocess.CompletedProcess([], process.exitcode, out, said)


def _make(folder: str, max_sheets: int, cpu_seconds: int) -> None:
    from printing.pdf import render_process

    sys.stdin = (Path(folder) / "in").open()
    sys.stdout, sys.stderr = ((Path(folder) / name).open("w") for name in ("out", "err"))
    render_process.exit_without_cleanup(render_process.main(max_sheets, cpu_seconds))
