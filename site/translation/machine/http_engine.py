"""Asks a translation engine at an HTTP address: JSON is posted, JSON comes back."""

import http.client
import socket
import ssl
from threading import Event, Timer
from urllib.parse import urlsplit

from translation.machine.errors import EngineFailedError, EngineTimeoutError

LARGEST_ANSWER = 4_000_000


def ask(url: str, key: str, request: bytes, seconds: float) -> bytes:
    """Returns the body of the answer; a key is sent as a bearer token. Redirects are not followed.

    Raises EngineTimeoutError after `seconds` in all, and EngineFailedError for everything but 200.
    """
    connection = _connection(url, seconds)
    is_late = Event()
    alarm = Timer(seconds, _abort, (connection, is_late))
    alarm.start()
    try:
        return _answer(connection, url, key, request)
    except TimeoutError as error:
        raise EngineTimeoutError(f"no answer within {seconds} s") from error
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        # The last two: what an aborted connection makes http.client stumble over.
        kind = EngineTimeoutError if is_late.is_set() else EngineFailedError
        raise kind(str(error) or type(error).__name__) from error
    finally:
        alarm.cancel()
        connection.close()


def _connection(url: str, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            parts.hostname or "", parts.port, timeout=seconds, context=context
        )
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)


def _answer(connection: http.client.HTTPConnection, url: str, key: str, request: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    target = urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() or "/"
    connection.request("POST", target, body=request, headers=headers)
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise EngineFailedError(f"the engine answered {response.status}")
    content = response.read(LARGEST_ANSWER + 1)
    if len(content) > LARGEST_ANSWER:
        raise EngineFailedError("the answer is too large")
    return content


def _abort(connection: http.client.HTTPConnection, is_late: Event) -> None:
    """Ends a connection from another thread: each step is in time, but all of them are not."""
    is_late.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
