"""What a process that makes one PDF does; the fork server runs it in a child of its own.

A long document is made in slices, in further processes (`slice_pool`).

It does not load Django and fetches nothing. Being a process, it can be killed after a time limit
and returns its memory. Exit status: 0 success, 3 too many sheets, 75 no process can be
had for now, others are faults.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

from printing.pdf import document_split

if TYPE_CHECKING:
    from printing.pdf.engine import Engine

EXIT_TOO_MANY_SHEETS = 3
EXIT_FAULT = 1
EXIT_BUSY = 75
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Limits:
    """What one PDF may take: sheets, seconds of processor time, bytes of memory; all its processes
    together, of which so many are at work at a time.
    """

    sheets: int
    cpu_seconds: int
    memory: int
    processes: int = 2
    slice_size: int = document_split.SLICE_SIZE
    """Characters of a slice that a process makes."""

    def encoded(self) -> bytes:
        """A line, which comes before the document."""
        return json.dumps(asdict(self)).encode() + b"\n"


def run(engine: "Engine", document: int, result: int, messages: int) -> int:
    """Reads limits and HTML from the file `document`, writes the PDF to the file `result` and what
    there is to say to the file `messages`; returns the exit status.
    """
    os.dup2(messages, sys.stderr.fileno())
    end_with_parent()
    with open(document, "rb") as source:
        limits = Limits(**json.loads(source.readline()))
        html = source.read().decode()
    _limit(limits)
    # Before it ends, there is little to collect.
    gc.disable()
    documents = document_split.split(html, limits.slice_size)
    del html
    if len(documents) > 1:
        return make_in_slices(engine, documents, limits, result)
    sheets = engine.lay_out(documents.pop())
    if len(sheets.pages) > limits.sheets:
        return EXIT_TOO_MANY_SHEETS
    gc.collect()
    with open(result, "wb") as target:
        target.write(engine.write(sheets))
    return 0


def make_in_slices(engine: "Engine", documents: list[str], limits: Limits, result: int) -> int:
    """Writes the PDF of the slices to the file `result`; returns the exit status."""
    from printing.pdf import slice_pool

    try:
        with open(result, "r+b") as target:
            slice_pool.make(engine, documents, limits, target)
    except slice_pool.LimitError as error:
        if error.status < 0:
            # As if this process had been ended in the place of the slice's.
            os.kill(os.getpid(), -error.status)
        return error.status
    return 0


def _limit(limits: Limits) -> None:
    """After `cpu_seconds` of processor time, SIGXCPU ends the process."""
    # Processor time: what a document takes does not depend on how busy the machine is.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    # Not every system can limit memory; the time limits hold everywhere.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def end_with_parent() -> None:
    """Has Linux kill this process if the one that forked it is killed; elsewhere it goes on until
    it is done, or its limits are reached.
    """
    parent = os.getppid()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(EXIT_FAULT)


def file_in_memory() -> IO[bytes]:
    """A file that ends with those who have it open; on a disk where memory has none."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("pdf"), "w+b")
    return tempfile.TemporaryFile()


def exit_without_cleanup(status: int) -> None:
    """Ends the process without Python's clean-up.

    Unloading Pango while one of its threads runs has caused segmentation faults after rendering,
    about once in some thousand documents.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
