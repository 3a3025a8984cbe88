"""Runs a translation engine as a program: JSON on its standard input, JSON on its output."""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile

from translation.machine.errors import EngineFailedError, EngineTimeoutError

# What the program sees of the site's environment, which holds passwords.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
LARGEST_ANSWER = 4_000_000
LONGEST_COMPLAINT = 500


def ask(command: str, request: bytes, seconds: float) -> bytes:
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
