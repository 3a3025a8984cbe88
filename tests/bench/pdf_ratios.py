"""What a PDF costs, against a process that loads the engine for it, as it was done before.

The former way has the style sheets that it had, and the engine without what spares it work. Both
are measured in turn, several times; the median counts.
"""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

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


def page(html: str) -> tuple[float, float]:
    """Returns the ratios of processor time and time of the PDF of one page."""
    _now(html)  # The first one starts the fork server, which others use.
    pairs = [(_former(html), _now(html)) for _ in range(PAGE_ROUNDS)]
    return _ratio(pairs, "processor"), _ratio(pairs, "clock")


def section(html: str) -> tuple[float, float, float]:
    """Returns the ratios of time, memory and processor time of the PDF of a section."""
    pairs = [(_former(html), _now(html)) for _ in range(SECTION_ROUNDS)]
    return _ratio(pairs, "clock"), _ratio(pairs, "memory"), _ratio(pairs, "processor")


def _ratio(pairs: list[tuple[Taken, Taken]], name: str) -> float:
    return statistics.median(getattr(now, name) / getattr(former, name) for former, now in pairs)


def _former(html: str) -> Taken:
    began, own = time.perf_counter(), time.process_time()
    process = subprocess.Popen(
        [sys.executable, str(FORMER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(html.replace(RULE, FORMER_RULE).encode())
    process.stdin.close()
    assert process.stdout.read().startswith(b"%PDF")
    _process, _status, used = os.wait4(process.pid, 0)
    process.returncode = 0
    processor = used.ru_utime + used.ru_stime + time.process_time() - own
    return Taken(processor, time.perf_counter() - began, used.ru_maxrss / 1024)


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
    """Looks how much memory the process takes that makes a PDF."""

    def __init__(self, server: int | None) -> None:
        self.most = 0.0
        self._server = server
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
        while self._server and not self._ended.wait(0.02):
            for child in self._children():
                self.most = max(self.most, _most_memory(child))
            self._processor = time.thread_time()

    def _children(self) -> list[str]:
        return Path(f"/proc/{self._server}/task/{self._server}/children").read_text().split()


def _most_memory(process: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0
