"""A Redis server for tests, without persistence, which can be killed."""

import shutil
import signal
from pathlib import Path

from tests.servers.processes import Process, free_port, is_open


def find_binary() -> str | None:
    """Path of redis-server, or None."""
    return shutil.which("redis-server")


class Redis:
    """A Redis server."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """REDIS_URL of the server."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        """Process id."""
        assert self._process is not None, "Redis is stopped."
        return self._process.pid

    def start(self) -> None:
        """Starts the server and waits until it listens."""
        program = find_binary()
        if program is None:
            raise FileNotFoundError("Redis is not installed.")
        settings = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        command = [program, "--port", str(self.port), "--dir", str(self._folder), *settings]
        self._process = Process(command, self._folder / "redis.log")
        self._process.wait_until(lambda: is_open(self.port))

    def kill(self) -> None:
        """Kills the server without a shutdown."""
        if self._process is not None:
            self._process.end(signal.SIGKILL)
            self._process = None
