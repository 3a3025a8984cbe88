"""What a PDF costs, against a process that loads the engine for it, as it was done before.

The former way has the style sheets that it had, and the engine without what spares it work. Both
are measured in turn, several times; the median counts.
"""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rows import Figure

FORMER = Path(__file__).with_name("former_pdf_process.py")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_ROUNDS = 9
SECTION_ROUNDS = 3
# A rule of the site's style sheet gave two styles more to each element.
RULE, FORMER_RULE = "\n* { box-sizing", "\n*, *::before, *::after { box-sizing"


@dataclass(frozen=True)
class Taken:
    """Seconds of processor time and on the clock, and megabytes at most."""

    processor: float
    clock: float
    memory: float


def page(html: str) -> tuple[Figure, Figure]:
    """Returns the ratios of processor time and time of the PDF of one page."""
    _now(html)  # The first one starts the fork server, which others use.
    pairs = [(_former(html), _now(html)) for _ in range(PAGE_ROUNDS)]
    return _ratio(pairs, "processor"), _ratio(pairs, "clock")


def section(html: str) -> tuple[Figure, Figure]:
    """Returns the ratios of time and memory of the PDF of a section."""
    pairs = [(_former(html), _now(html)) for _ in range(SECTION_ROUNDS)]
    return _ratio(pairs, "clock"), _ratio(pairs, "memory")


def _ratio(pairs: list[tuple[Taken, Taken]], name: str) -> Figure:
    return Figure.of(getattr(now, name) / getattr(former, name) for former, now in pairs)


def _former(html: str) -> Taken:
    began, own = time.perf_counter(), time.process_time()
    process = subprocess.Popen(
        [sys.executable, str(FORMER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    watch = _MemoryWatch(process.pid)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(html.replace(RULE, FORMER_RULE).encode())
    process.stdin.close()
    assert process.stdout.read().startswith(b"%PDF")
    _process, _status, used = os.wait4(process.pid, 0)
    process.returncode = 0
    clock, own = time.perf_counter() - began, time.process_time() - own
    own -= watch.end()
    return Taken(used.ru_utime + used.ru_stime + own, clock, watch.most)


def _now(html: str) -> Taken:
    from printing.pdf import renderer

    server = renderer.warm_engine.server_id
    watch = _MemoryWatch(server)
    began, own, used = time.perf_counter(), time.process_time(), _processor_time(server)
    assert renderer.render(html).startswith(b"%PDF")
    own, clock = time.process_time() - own, time.perf_counter() - began
    own -= watch.end()
    return Taken(own + _processor_time(server) - used, clock, watch.most)


def _processor_time(process: int | None) -> float:
    """Seconds of a process and of those of its children that have ended."""
    if process is None:
        return 0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


class _MemoryWatch:
    """Looks how much memory the processes take together that make a PDF.

    Memory that some of them share counts once (PSS). The fork server counts, too.
    """

    def __init__(self, process: int | None) -> None:
        self.most = 0.0
        self._process = process
        self._processor = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> float:
        """Returns the seconds of processor time that looking took."""
        self._ended.set()
        self._thread.join()
        return self._processor

    def _look(self) -> None:
        while self._process and not self._ended.wait(0.02):
            self.most = max(self.most, sum(map(_memory, _with_descendants(self._process))))
            self._processor = time.thread_time()


def _with_descendants(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(each for child in children for each in _with_descendants(int(child)))]


def _memory(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"Pss:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0
