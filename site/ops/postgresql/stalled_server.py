"""Waiting for PostgreSQL no longer than the caller has patience.

A server that is gone is noticed by the machine's own time-outs. One that is frozen (stopped,
starved, its disk hanging) is not: its kernel goes on confirming what it is sent. So psycopg2 waits
by a function of ours, which can give up.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

import psycopg2
from psycopg2 import extensions

# For how many seconds of this process nobody turns to a server that has been silent.
REST = 1.0
_EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}
_waiting = local()
_resting_until: dict[Any, float] = {}


class SilentError(psycopg2.OperationalError):
    """The server did not answer in time, or did not do so a moment ago."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Within it, this thread gives up after so many seconds, by a SilentError."""
    _waiting.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _waiting.until = None


def wait(connection: Any) -> None:
    """psycopg2's wait callback: returns once the server has answered."""
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        poller.register(connection.fileno(), _EVENTS[state])
        if not poller.poll(_milliseconds_left()):
            raise SilentError("The database does not answer.")


def rest(server: Any) -> None:
    _resting_until[server] = time.monotonic() + REST


def is_resting(server: Any) -> bool:
    return time.monotonic() < _resting_until.get(server, 0.0)


def _milliseconds_left() -> float | None:
    """None outside `patience`: a statement takes as long as it takes."""
    until: float | None = getattr(_waiting, "until", None)
    return None if until is None else max(0.0, 1000 * (until - time.monotonic()))
