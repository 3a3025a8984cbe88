"""A Redis of its own, in memory only, which may be killed under the site's feet."""

import shutil
import signal
from pathlib import Path

from tests.servers.processes import Process, free_port, is_open


def binary() -> str | None:
    return shutil.which("redis-server")


class Redis:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        assert self._process is not None, "Redis is stopped."
        return self._process.pid

    def start(self) -> None:
        program = binary()
        if program is None:
            raise FileNotFoundError("Redis is not installed.")
        settings = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        command = [program, "--port", str(self.port), "--dir", str(self._folder), *settings]
        self._process = Process(command, self._folder / "redis.log")
        self._process.wait_until(lambda: is_open(self.port))

    def kill(self) -> None:
        """With SIGKILL, so that nothing is said to anybody."""
        if self._process is not None:
            self._process.end(signal.SIGKILL)
            self._process = None
