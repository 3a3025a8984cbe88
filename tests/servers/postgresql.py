"""A PostgreSQL server for tests, which can be stopped and frozen."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2

from tests.servers.processes import Process, children, free_port

INSTALLED = Path("/usr/lib/postgresql")
ROLE = "capacity"
# Faster, and safe here: the machine itself does not crash.
SETTINGS = {"fsync": "off", "listen_addresses": "127.0.0.1", "max_connections": "60"}


def find_binaries() -> Path | None:
    """Folder of the newest installed `postgres` and `initdb`, or None."""
    versions = [path for path in INSTALLED.glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


class Cluster:
    """A server in `folder` with one role without a password."""

    def __init__(self, folder: Path) -> None:
        found = find_binaries()
        if found is None:
            raise FileNotFoundError("PostgreSQL’s server is not installed.")
        self._bin = found
        self._folder = folder
        self._data = folder / "data"
        self._process: Process | None = None
        self.port = free_port()
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", f"--pgdata={self._data}", f"--username={ROLE}", "--auth=trust",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip

    def start(self) -> None:
        """Starts the server and waits until it accepts connections."""
        settings = SETTINGS | {"unix_socket_directories": str(self._folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        log = self._folder / "postgres.log"
        self._process = Process([*command, *options], log, user=self._user)
        self._process.wait_until(self._answers)

    def stop(self) -> None:
        """Immediate shutdown, as after a power failure."""
        if self._process is not None:
            self._process.end(signal.SIGQUIT)
            self._process = None

    def freeze(self) -> None:
        """Suspends the server: it accepts connections, but does not answer until `resume`."""
        for process in (self.pid, *children(self.pid)):
            os.kill(process, signal.SIGSTOP)

    def resume(self) -> None:
        """Ends `freeze`."""
        for process in (*children(self.pid), self.pid):
            os.kill(process, signal.SIGCONT)

    @property
    def pid(self) -> int:
        """Process id of the server."""
        assert self._process is not None, "The cluster is stopped."
        return self._process.pid

    def url(self, database: str) -> str:
        """DATABASE_URL of a database."""
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> str:
        """Creates a database from `template`; returns its URL."""
        self._execute(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drops a database, if it exists."""
        self._execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def copy(self, source_url: str, database: str) -> str:
        """Creates a copy of the database at `source_url`, also from another server; returns its
        URL.
        """
        url = self.create(database)
        dump = [str(self._bin / "pg_dump"), "--no-owner", "--no-acl", source_url]
        load = [str(self._bin / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run([*load, url], stdin=dumping.stdout, check=True)
        assert dumping.returncode == 0, f"{source_url} could not be read."
        return url

    def _execute(self, statement: str) -> None:
        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=1).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self._bin / name), *arguments]
        subprocess.run(
            command, cwd=self._folder, user=self._user, check=True, stdout=subprocess.DEVNULL
        )
