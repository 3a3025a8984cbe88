"""Starts, awaits and stops server processes."""

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
    """Path of Chromium, preferably the faster headless shell; None where it is not installed."""
    programs = ("chromium-headless-shell", "chromium", "google-chrome")
    return next(filter(None, map(shutil.which, programs)), None)


class Process:
    """A running program; its output goes to `log`."""

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
        """Process id."""
        return self.process.pid

    def wait_until(self, is_ready: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Waits until `is_ready`. Raises RuntimeError with the log where the program ends or times
        out.
        """
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise RuntimeError(f"{self.process.args!r} did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def end(self, with_signal: int = signal.SIGTERM) -> None:
        """Stops the program; kills its process group where it does not end in time."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(with_signal)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait(timeout=20)


def free_port() -> int:
    """A free TCP port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def children(pid: int) -> set[int]:
    """Ids of the process's living children."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return {int(number) for number in found.split()}


def open_files(pid: int) -> set[str]:
    """Paths of the files that the process holds open; one that closes meanwhile is left out."""
    found = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.add(str(link.readlink()))
    return found
