"""A PDF is made in a process of its own, forked from a warm one: what befalls it stays there."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from printing.errors import RefusedError
from printing.pdf import document_split, fork_server, render_process, renderer
from printing.pdf.document_split import MARK
from printing.pdf.render_process import EXIT_BUSY, EXIT_FAULT, Limits
from tests.printing.readers import needs_pango
from tests.servers.processes import open_files

pytestmark = [
    needs_pango,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc"),
]
SMALL = '<html lang="en"><title>t</title><p>small</html>'
ROWS = "<tr><td>long</td></tr>" * 20_000
LONG = f'<html lang="en"><title>t</title><table>{ROWS}</table></html>'
TABLES = MARK.join([f"<table>{ROWS}</table>"] * 3)
IN_SLICES = (
    f'<html lang="en"><head><title>t</title></head><body><main>{TABLES}</main></body></html>'
)
# A process with a file that its children may inherit, which has a long PDF made and tells the id of
# its fork server.
CLIENT = f"""
import os, sys, threading, time
sys.path[:0] = ['site']
from django.conf import settings
settings.configure()
from printing.pdf.render_process import Limits
from printing.pdf.renderer import WarmEngine
os.set_inheritable(os.memfd_create("secret"), True)
table = "<table>" + "<tr><td>long</td></tr>" * 20_000 + "</table>"
head = '<html lang="en"><head><title>t</title></head><body><main>'
html = head + "{MARK}".join([table] * 3)
asked = html, Limits(1500, 300, {renderer.MEMORY_LIMIT}), 300
engine = WarmEngine()
threading.Thread(target=engine.make, args=asked, daemon=True).start()
while engine.server_id is None: time.sleep(0.01)
print(engine.server_id, flush=True)
sys.stdin.read()
"""


def is_small_made() -> bool:
    return renderer.render(SMALL).startswith(b"%PDF")


@pytest.fixture
def server() -> int:
    """The id of the fork server's process, which has made a PDF."""
    assert is_small_made()
    assert renderer.warm_engine.server_id is not None
    return renderer.warm_engine.server_id


def children(server: int) -> list[int]:
    """The forks of the server; while it loads the engine, it asks other programs, too."""
    try:
        names = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(name) for name in names if "fork_server" in command_of(name)]


def slices(server: int) -> list[int]:
    """The processes that make slices of a document."""
    return [process for child in children(server) for process in children(child)]


def command_of(process: str) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_running(process: int) -> bool:
    """Whether it runs; not if it has ended, and nobody has asked for its status."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def eventually(holds: Callable[[], Any]) -> Any:
    """Waits until it holds; returns what it is then."""
    end = time.monotonic() + 20
    while not (what := holds()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return what


def refusal_of_long(
    befall: Callable[[int], None], server: int, long: str, find: Callable[[int], list[int]]
) -> RefusedError:
    """What becomes of a long PDF one of whose processes is befallen by something."""
    refusals: list[RefusedError] = []

    def ask() -> None:
        with pytest.raises(RefusedError) as refusal:
            renderer.render(long)
        refusals.append(refusal.value)

    reader = Thread(target=ask)
    reader.start()
    child = eventually(lambda: find(server))[0]
    befall(child)
    # Meanwhile, others are made.
    assert is_small_made()
    reader.join()
    eventually(lambda: not is_running(child) and not children(server))
    return refusals[0]


in_one_piece_or_slices = pytest.mark.parametrize(
    ("long", "find"),
    [
        (LONG, children),
        pytest.param(IN_SLICES, children, marks=pytest.mark.long),
        pytest.param(IN_SLICES, slices, marks=pytest.mark.long),
    ],
)


@in_one_piece_or_slices
def test_a_crash_is_a_refusal_and_the_next_pdf_is_made(
    server: int, long: str, find: Any, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = refusal_of_long(lambda child: os.kill(child, signal.SIGKILL), server, long, find)
    assert (refusal.status, refusal.retry_after) == (503, 3600)
    # The log names the signal, also where it has ended the process of a slice.
    assert "No PDF, exit status -9: " in caplog.messages
    assert is_small_made()
    assert renderer.warm_engine.server_id == server


@in_one_piece_or_slices
def test_a_hang_ends_at_the_time_limit_and_so_does_its_process(
    server: int, settings: Any, long: str, find: Any
) -> None:
    settings.PDF_TIME_LIMIT = 3
    refusal = refusal_of_long(lambda child: os.kill(child, signal.SIGSTOP), server, long, find)
    assert (refusal.status, refusal.retry_after) == (503, 60)
    assert is_small_made()


def test_what_takes_too_much_memory_is_refused(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = Path(f"/proc/{server}/status").read_text()
    used = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize"))
    monkeypatch.setattr(renderer, "MEMORY_LIMIT", used * 1024 + 10_000_000)
    with pytest.raises(RefusedError) as refusal:
        renderer.render(SMALL.replace("small", "large " * 5_000_000))
    assert refusal.value.status == 503
    assert is_small_made()
    assert renderer.warm_engine.server_id == server


def test_all_slices_together_take_no_more_memory_than_one_pdf_may() -> None:
    from printing.pdf import slice_pool
    from printing.pdf.slice_process import Task, Worker

    ours, theirs = socket.socketpair()
    process = os.fork()
    if process == 0:
        theirs.recv(1)
        os._exit(0)
    with theirs, Path(os.devnull).open("wb") as file:
        worker = Worker(Task(0, "", {}), process, ours, file)
        limits = Limits(1500, 1_000_000, int(1.5 * eventually(worker.memory)))
        pool = slice_pool._Pool(None, [""], limits)  # type: ignore[arg-type]
        try:
            pool.workers = {0: worker}
            pool._watch()
            pool.workers = {0: worker, 1: worker}
            with pytest.raises(slice_pool.LimitError) as error:
                pool._watch()
        finally:
            worker.kill()
    assert error.value.status == EXIT_FAULT


@pytest.mark.slow
def test_a_killed_server_is_started_again_also_for_the_pdf_that_it_had(server: int) -> None:
    os.kill(server, signal.SIGKILL)
    assert is_small_made()
    again = renderer.warm_engine.server_id
    assert again not in (None, server)
    made: list[bytes] = []
    reader = Thread(target=lambda: made.append(renderer.render(LONG.replace(ROWS, ROWS[:20_000]))))
    reader.start()
    (child,) = eventually(lambda: children(again or 0))
    os.kill(again or 0, signal.SIGKILL)
    reader.join()
    assert made[0].startswith(b"%PDF")
    eventually(lambda: not is_running(child))


def test_where_no_process_can_be_had_the_pdf_may_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    (ours, theirs), (job, for_server) = socket.socketpair(), socket.socketpair()
    forks = fork_server.ForkServer(theirs, lambda *_files: 0)
    with ours, theirs, job, for_server, Path(os.devnull).open() as file:
        socket.send_fds(ours, [b"j"], [for_server.fileno(), *[file.fileno()] * 3])
        ours.close()
        forks.serve()
        assert job.recv(4) == fork_server.STATUS.pack(EXIT_BUSY)
    # Nor can one be had for a slice.
    parts, limits = document_split.split(IN_SLICES), Limits(1500, 1_000_000, renderer.MEMORY_LIMIT)
    engine: Any = None
    made = render_process.make_in_slices(engine, parts, limits, os.memfd_create("result"))
    assert (len(parts) > 1, made) == (True, EXIT_BUSY)


def test_when_its_client_ends_nothing_is_left() -> None:
    """As when gunicorn ends a worker, or it crashes."""
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert client.stdout is not None
    server = int(client.stdout.readline())
    making = eventually(lambda: slices(server))
    left = [server, *children(server), *making]
    for process in left[1:]:
        assert not [file for file in open_files(process) if "secret" in file]
    client.kill()
    client.communicate()
    eventually(lambda: not any(map(is_running, left)))
