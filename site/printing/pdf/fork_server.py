"""Process that has loaded the PDF engine and forks a child for each document.

It reads no document itself, so that none can harm it. Over the control socket, a client sends four
files for each document: a socket of this job, the document, the result, and messages. When the
child has ended, its exit status comes through the job's socket. A client that closes that socket
has the child killed; when the control socket closes, as its process ends, all children are killed
and the server ends. So it does after IDLE_SECONDS without work, to give back its memory.
"""

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    # As a script it sees the modules beside it; it imports them as the site does.
    sys.path[0] = str(Path(__file__).parents[2])

from printing.pdf.render_process import EXIT_BUSY, EXIT_FAULT, exit_without_cleanup, run

IDLE_SECONDS = 600
FILES = 4
STATUS = struct.Struct("i")
# A child makes one document of: the document, the result, messages.
Make = Callable[[int, int, int], int]


@dataclass
class Child:
    """A process that makes a document."""

    process: int
    job: socket.socket
    life: int
    """A pipe that closes when the process ends."""

    def kill(self) -> None:
        """Ends the process, and all that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process, signal.SIGKILL)


class ForkServer:
    """Forks a child for each job that comes through `control`; the child calls `make`."""

    def __init__(self, control: socket.socket, make: Make) -> None:
        self.control = control
        self.make = make
        self.children: dict[int, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ, self._accept)

    def serve(self) -> None:
        """Returns when the client is gone, or nothing has come for a while."""
        while self.control.fileno() >= 0:
            events = self.selector.select(IDLE_SECONDS)
            if not events and not self.children:
                return
            for key, _event in events:
                # What came before may have closed it, and a new one may have its number.
                if self.selector.get_map().get(key.fd) == key:
                    key.data()

    def _accept(self) -> None:
        message, files, _flags, _address = socket.recv_fds(self.control, 1, FILES)
        if not message:
            self._end()
            return
        job, *rest = files
        self._fork(socket.socket(fileno=job), *rest)
        for file in rest:
            os.close(file)

    def _fork(self, job: socket.socket, *files: int) -> None:
        life, own_life = os.pipe()
        try:
            process = os.fork()
        except OSError:
            for each in (life, own_life):
                os.close(each)
            _tell(job, EXIT_BUSY)
            return
        if process == 0:
            self._run_child(*files)
        os.close(own_life)
        _lead_group(process)
        child = self.children[process] = Child(process, job, life)
        self.selector.register(job, selectors.EVENT_READ, lambda: self._kill(child))
        self.selector.register(life, selectors.EVENT_READ, lambda: self._reap(child))

    def _run_child(self, *files: int) -> None:
        """Never returns."""
        status = EXIT_FAULT
        try:
            _lead_group(0)
            self.selector.close()
            self.control.close()
            for other in self.children.values():
                other.job.close()
            status = self.make(*files)
        except BaseException:
            traceback.print_exc()
        finally:
            exit_without_cleanup(status)

    def _kill(self, child: Child) -> None:
        """The client has given up."""
        self.selector.unregister(child.job)
        child.kill()

    def _reap(self, child: Child) -> None:
        # Before its number can be another's.
        child.kill()
        _process, status = os.waitpid(child.process, 0)
        if child.job in self.selector.get_map():
            self.selector.unregister(child.job)
        self.selector.unregister(child.life)
        os.close(child.life)
        _tell(child.job, os.waitstatus_to_exitcode(status))
        del self.children[child.process]

    def _end(self) -> None:
        self.selector.unregister(self.control)
        self.control.close()
        for child in self.children.values():
            child.kill()


def _lead_group(process: int) -> None:
    """The processes that it starts, for slices of the document, are killed with it.

    Both do this, the server and the process (0): who comes first is not known.
    """
    with suppress(OSError):
        os.setpgid(process, process)


def _tell(job: socket.socket, status: int) -> None:
    with job, suppress(OSError):
        job.sendall(STATUS.pack(status))


def be_humble() -> None:
    """Lets pages that somebody waits for come first, and interrupt this."""
    os.nice(10)
    if hasattr(os, "SCHED_BATCH"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def wait_for_threads() -> None:
    """Waits until the engine's threads of the sample have ended: a fork takes none along."""
    threads = Path("/proc/self/task")
    end = time.monotonic() + 1
    while threads.is_dir() and len(list(threads.iterdir())) > 1 and time.monotonic() < end:
        time.sleep(0.01)


def give_back_memory() -> None:
    """Returns what parsing has left free within the process, where it can."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def main(control: int) -> None:
    """Serves the socket `control`; standard input says what to prepare (`renderer`)."""
    from printing.pdf import engine

    be_humble()
    warm = engine.Engine(**json.load(sys.stdin))
    gc.collect()
    give_back_memory()
    wait_for_threads()
    # Children share this memory as long as nobody counts references anew in it.
    gc.freeze()
    ForkServer(socket.socket(fileno=control), lambda *files: run(warm, *files)).serve()
    exit_without_cleanup(0)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        from printing.pdf import engine  # noqa: F401 - fails where Pango is missing

        os._exit(0)
    main(int(sys.argv[1]))
