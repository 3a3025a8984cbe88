"""Starting a server, waiting until it answers, and ending it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def find_chromium() -> str | None:
    """Without its windows where it is installed so: they take half of the time."""
    programs = ("chromium-headless-shell", "chromium", "google-chrome")
    return next(filter(None, map(shutil.which, programs)), None)


class Process:
    """A program that runs until it is stopped; what it says is in `log`."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self.log = log
        with log.open("a") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT if user is None else "/",
                env=environment,
                stdout=output,
                stderr=output,
                user=user,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_until(self, is_ready: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Raises RuntimeError with what the program said where it ends or keeps silent."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise RuntimeError(f"{self.process.args!r} did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def end(self, with_signal: int = signal.SIGTERM) -> None:
        """Ends the program and, should it hang, its whole group."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(with_signal)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def children(pid: int) -> set[int]:
    """The processes that `pid` has started and that are alive."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return {int(number) for number in found.split()}
