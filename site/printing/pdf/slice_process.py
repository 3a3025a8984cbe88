"""A process that makes one slice of a long document: what it does, and how it is asked.

It tells what is known of the slice as soon as it is laid out (`Report`), and again whenever it has
been told other numbers of sheets; it is then told to draw it, tells bookmarks and anchors (not
those of the first slice, which gets all others), draws, and ends. Messages are lines of JSON. It
does not import Django.
"""

import json
import os
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any

from printing.pdf.render_process import (
    EXIT_FAULT,
    end_with_parent,
    exit_without_cleanup,
    file_in_memory,
)

if TYPE_CHECKING:
    from printing.pdf.engine import Engine

PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Task:
    """A slice to make."""

    index: int
    """Of the slice in the document; 0 is the first one, which has what belongs to all sheets."""
    html: str
    numbers: dict[str, int]
    """Anchor (an id in the HTML) → number of its sheet; only estimated, at first."""


@dataclass
class Worker:
    """The process that makes a slice, seen from the one that has started it."""

    task: Task
    process: int
    socket: socket.socket
    pdf: IO[bytes]
    lines: IO[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.socket.makefile("r", encoding="utf-8")

    def tell(self, **message: Any) -> None:
        """Sends a message; a process that has ended is found out about when it is listened to."""
        with suppress(OSError):
            self.socket.sendall(json.dumps(message).encode() + b"\n")

    def heard(self) -> dict[str, Any] | None:
        """The next message; None where it has ended."""
        with suppress(OSError, ValueError):
            message: dict[str, Any] = json.loads(self.lines.readline())
            return message
        return None

    def end(self) -> int:
        """Returns the exit status of the process, or minus the signal that has ended it."""
        self.lines.close()
        self.socket.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def kill(self) -> None:
        """Ends it, whatever it does."""
        os.kill(self.process, signal.SIGKILL)
        self.end()
        self.pdf.close()

    def processor_seconds(self) -> float:
        """What it has used of the processor; 0 where the system does not tell."""
        # Linux's clock of another process.
        with suppress(OSError):
            return time.clock_gettime((~self.process << 3) | 2)
        return 0

    def memory(self) -> int:
        """Bytes that it has in memory, but for files; 0 where the system does not tell."""
        with suppress(OSError), open(f"/proc/{self.process}/statm") as file:
            _size, resident, shared, *_others = map(int, file.read().split())
            return (resident - shared) * PAGE_SIZE
        return 0


def start(engine: "Engine", task: Task) -> Worker:
    """Forks a process for the slice."""
    pdf = file_in_memory()
    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        status = EXIT_FAULT
        try:
            end_with_parent()
            _close_all_but(theirs.fileno(), pdf.fileno())
            status = _Maker(engine, task, theirs, pdf).make()
        except BaseException:
            traceback.print_exc()
        finally:
            exit_without_cleanup(status)
    theirs.close()
    return Worker(task, process, ours, pdf)


def _close_all_but(*files: int) -> None:
    """Closes what the process has been handed down, as the sockets of others, but for messages."""
    ends = [sys.stderr.fileno(), *sorted(files), os.sysconf("SC_OPEN_MAX")]
    for low, high in pairwise(ends):
        os.closerange(low + 1, high)


class _Maker:
    """Makes the slice, in its process."""

    def __init__(
        self, engine: "Engine", task: Task, control: socket.socket, pdf: IO[bytes]
    ) -> None:
        self._engine = engine
        self._task = task
        self._control = control
        self._pdf = pdf

    def make(self) -> int:
        """Returns the exit status."""
        laid_out = self._engine.begin_slice(self._task.html, self._task.numbers)
        self._tell(laid_out.report().encoded())
        for line in self._control.makefile("r", encoding="utf-8"):
            message = json.loads(line)
            if "draw" in message:
                self._draw(laid_out, **message["draw"])
                return 0
            laid_out.renumber(message["numbers"])
            self._tell(laid_out.report().encoded())
        # Nobody wants it any more.
        return EXIT_FAULT

    def _tell(self, message: Any) -> None:
        self._control.sendall(json.dumps(message).encode() + b"\n")

    def _draw(self, laid_out: Any, sheets: list[dict[str, Any]]) -> None:
        from printing.pdf.slice_drawing import Marks, keep_links, marks

        if self._task.index == 0:
            pages = laid_out.finished_for_all([Marks(**sheet) for sheet in sheets])
        else:
            pages = laid_out.finished()
            self._tell([each.encoded() for each in marks(pages)])
            keep_links(pages, set(self._task.numbers))
        prefix = f"slice{self._task.index}" if self._task.index else ""
        self._pdf.write(self._engine.write(laid_out.document(pages), prefix))
        self._pdf.flush()
