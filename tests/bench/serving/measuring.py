"""Load on one address, and what it costs: time, processor time, memory."""

import os
import socket
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.servers.processes import children

TICKS = os.sysconf("SC_CLK_TCK")
# Of two workers, one may be handed more of them than the other; with many it matters less.
CONNECTIONS = 8
_addresses = count()


@dataclass
class Target:
    """One row: what is asked, and the server that answers."""

    name: str
    port: int
    path: str
    master: int
    """The process whose children do the work."""
    requests: int
    """In a round."""
    gzip: bool = True
    is_behind_nginx: bool = False
    """Behind the sample's limits, which are for each address: each request has another one."""
    before_each: Callable[[], None] | None = None
    """Called before each request, which are then asked one after the other."""
    size: int = 0
    """Of the whole answer, in bytes, as it went over the wire."""
    rounds: list["Round"] = field(default_factory=list)

    def message(self) -> bytes:
        """A request."""
        more = "Accept-Encoding: gzip\r\n" if self.gzip else ""
        if self.is_behind_nginx:
            number = next(_addresses)
            more += (
                f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
            )
        return f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{more}\r\n".encode()

    def median(self, figure: Callable[["Round"], float]) -> float:
        return statistics.median(map(figure, self.rounds))

    def quantile(self, share: float) -> float:
        """Milliseconds that so large a share of all answers took at most."""
        taken = sorted(seconds for one in self.rounds for seconds in one.seconds)
        return 1000 * taken[min(len(taken) - 1, int(share * len(taken)))]


@dataclass(frozen=True)
class Round:
    seconds: list[float]
    """Of each answer."""
    rate: float
    """Answers in a second."""
    cpu: float
    """Milliseconds of the server's processes for each answer."""
    memory: float
    """Megabytes of the largest worker (PSS)."""


def measure_round(target: Target) -> None:
    """One round: so many requests, on connections that stay open."""
    connections = 1 if target.before_each else CONNECTIONS
    share = target.requests // connections
    before, began = cpu_seconds(target.master), time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        parts = list(pool.map(lambda _number: _ask(target, share), range(connections)))
    took = time.perf_counter() - began
    spent = cpu_seconds(target.master) - before
    seconds = [one for part in parts for one in part]
    cpu = 1000 * spent / len(seconds)
    memory = max(proportional(pid) for pid in children(target.master)) / 2**20
    target.rounds.append(Round(seconds, len(seconds) / took, cpu, memory))


def warm_up(target: Target, times: int = 12) -> None:
    """Each worker has answered before, and what can be kept is kept."""
    for _time in range(times):
        _ask(target, 1)


def _ask(target: Target, times: int) -> list[float]:
    taken = []
    with socket.create_connection(("127.0.0.1", target.port), timeout=60) as connection:
        for _time in range(times):
            if target.before_each:
                target.before_each()
            message = target.message()
            began = time.perf_counter()
            connection.sendall(message)
            target.size = _read(connection, target.path)
            taken.append(time.perf_counter() - began)
    return taken


def _read(connection: socket.socket, path: str) -> int:
    """Reads one whole answer, which must be 200; its size in bytes."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), (path, head)
    lines = head.lower().split(b"\r\n")
    lengths = [line for line in lines if line.startswith(b"content-length:")]
    if not lengths:
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection)
        return len(head) + 4 + len(body)
    length = int(lengths[0].partition(b":")[2])
    while len(body) < length:
        body += _more(connection)
    return len(head) + 4 + length


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    assert data, "The server closed the connection."
    return data


def cpu_seconds(master: int) -> float:
    """Of a server's processes until now, also of those that have ended."""
    ended = sum(_times(master)[2:4])
    return (ended + sum(sum(_times(pid)[:2]) for pid in children(master))) / TICKS


def _times(pid: int) -> list[int]:
    """In user mode and in the kernel; the same of children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(value) for value in fields[11:15]]


def proportional(pid: int) -> int:
    """Bytes of memory; of what processes share, each has its share (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, size = line.partition(":")
        if name == "Pss":
            return 1024 * int(size.split()[0])
    raise LookupError(f"The kernel tells no PSS of process {pid}.")
