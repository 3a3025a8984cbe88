"""Time limits for PostgreSQL connections, by psycopg2's wait callback.

TCP time-outs notice a server that is gone, but not one that is frozen (stopped, starved of CPU, its
disk hanging): its kernel goes on acknowledging packets.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

import psycopg2
from psycopg2 import extensions

from core.outside_services.circuit_breaker import CircuitBreaker

# How long this process does not try a server again after a timeout, in seconds.
RETRY_AFTER = 1.0
_EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}
_limits = local()
_breakers: dict[Any, CircuitBreaker] = {}


class StalledServerError(psycopg2.OperationalError):
    """The server did not answer in time, or was marked as stalled a moment ago."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Inside this block, waits of the current thread raise StalledServerError after `seconds`."""
    _limits.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _limits.until = None


def wait_callback(connection: Any) -> None:
    """psycopg2's wait callback: returns when the connection is ready. Raises StalledServerError."""
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        poller.register(connection.fileno(), _EVENTS[state])
        if not poller.poll(_milliseconds_left()):
            raise StalledServerError("The database does not answer.")


def mark_stalled(server: Any) -> None:
    """Marks the server as stalled for RETRY_AFTER seconds."""
    _breakers.setdefault(server, CircuitBreaker(RETRY_AFTER)).trip()


def is_stalled(server: Any) -> bool:
    """Whether the server was marked as stalled less than RETRY_AFTER seconds ago."""
    breaker = _breakers.get(server)
    return breaker is not None and breaker.is_open()


def _milliseconds_left() -> float | None:
    """None outside `time_limit`: statements are not limited."""
    until: float | None = getattr(_limits, "until", None)
    return None if until is None else max(0.0, 1000 * (until - time.monotonic()))
