"""Reaches a translation engine: as a program, or at an HTTP address; JSON in, JSON out."""

import contextlib
import http.client
import os
import shlex
import signal
import socket
import ssl
import subprocess
import tempfile
from threading import Event, Timer
from urllib.parse import urlsplit


class EngineFailedError(Exception):
    """The engine cannot be reached, refuses, or answers something else than translations."""


class EngineTimeoutError(EngineFailedError):
    """The engine took longer than it may."""


# What the program sees of the site's environment, which holds passwords.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
LARGEST_ANSWER = 4_000_000
LONGEST_COMPLAINT = 500


def ask_program(command: str, request: bytes, seconds: float) -> bytes:
    """Returns what the program prints; the command is split as a shell does, and run without one.

    Raises EngineTimeoutError after `seconds`, when the program and its children are killed, and
    EngineFailedError if it cannot be started, ends with an error or prints too much.
    """
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    # Files instead of pipes: a child that outlives the program cannot keep the site waiting.
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        try:
            process = subprocess.Popen(  # noqa: S603 - the operator's own command, without a shell
                shlex.split(command),
                stdin=subprocess.PIPE,
                stdout=answer,
                stderr=complaint,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineFailedError(str(error)) from error
        status = _finish(process, request, seconds)
        answer.seek(0)
        complaint.seek(0)
        if status:
            words = complaint.read(LONGEST_COMPLAINT).decode(errors="replace")
            raise EngineFailedError(f"the program ended with {status}: {words}")
        content = answer.read(LARGEST_ANSWER + 1)
    if len(content) > LARGEST_ANSWER:
        raise EngineFailedError("the answer is too large")
    return content


def _finish(process: "subprocess.Popen[bytes]", request: bytes, seconds: float) -> int:
    """Sends the request and returns the exit status; leaves no process behind."""
    try:
        process.communicate(request, timeout=seconds)
        return process.returncode
    except subprocess.TimeoutExpired as error:
        raise EngineTimeoutError(f"no answer within {seconds} s") from error
    finally:
        _kill_group(process)


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    # Without a process left in the group, there is none to be found.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ask_address(url: str, key: str, request: bytes, seconds: float) -> bytes:
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
