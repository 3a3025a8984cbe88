"""Database backend `ENGINE = "ops.postgresql"`; Django looks for this module name.

The health check of each request (`CONN_HEALTH_CHECKS`) and connecting are limited in time. After a
timeout in either, this process does not try the server again for a moment: else every thread would
wait, and none could serve cached pages.

TCP time-outs notice a server that is gone, but not one that is frozen (stopped, starved of CPU, its
disk hanging): its kernel goes on acknowledging packets. psycopg2's wait callback notices both.
"""

import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from django.db.backends.postgresql import base

import psycopg2
from psycopg2 import extensions

from core.outside_services.circuit_breaker import CircuitBreaker

# Readers get an answer within two seconds: after a timeout no further connection is tried, so a
# request waits for one of these at most. OPTIONS["connect_timeout"] overrides the second.
CHECK_SECONDS, CONNECT_SECONDS = 1.5, 1.0
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


def _milliseconds_left() -> float | None:
    """None outside `time_limit`: statements are not limited."""
    until: float | None = getattr(_limits, "until", None)
    return None if until is None else max(0.0, 1000 * (until - time.monotonic()))


extensions.set_wait_callback(wait_callback)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend with time limits for connecting and the health check."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's, but raises StalledServerError after a timeout, or at once where one was just
        marked.
        """
        if self._breaker.is_open():
            raise StalledServerError("The database did not answer a moment ago.")
        try:
            with time_limit(float(conn_params.get("connect_timeout") or CONNECT_SECONDS)):
                return super().get_new_connection(with_addresses(conn_params))
        except StalledServerError:
            self._breaker.trip()
            raise

    def is_usable(self) -> bool:
        """As Django's, but returns False after CHECK_SECONDS."""
        if self.connection is None:
            return False
        try:
            with time_limit(CHECK_SECONDS), self.connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except StalledServerError:
            self._breaker.trip()
            return False
        except psycopg2.Error:
            return False
        return True

    @property
    def _breaker(self) -> CircuitBreaker:
        """One for each server, which all threads share."""
        server = self.settings_dict["HOST"], str(self.settings_dict["PORT"])
        return _breakers.setdefault(server, CircuitBreaker(RETRY_AFTER))


def with_addresses(conn_params: dict[str, Any]) -> dict[str, Any]:
    """With the addresses of the server's name, which libpq would look up without a time limit.

    Raises StalledServerError where none is found in time (`core.outside_services.name_lookups`).
    """
    host = conn_params.get("host") or ""
    # A folder of sockets, or several hosts, which libpq tries one by one.
    if not host or host.startswith(("/", "@")) or "," in host or "hostaddr" in conn_params:
        return conn_params
    try:
        found = socket.getaddrinfo(host, conn_params.get("port"), type=socket.SOCK_STREAM)
    except OSError as error:
        raise StalledServerError("The address of the database is not known.") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    # The name once for each address: certificates are for names.
    names = ",".join([host] * len(addresses))
    return {**conn_params, "host": names, "hostaddr": ",".join(addresses)}
