"""What the servers of a bench stand on: one PostgreSQL, one Redis, and a seeded database."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import stock
from tests.servers.postgresql import Cluster
from tests.servers.processes import ROOT
from tests.servers.redis import Redis
from tests.servers.site import Site


@dataclass
class Ground:
    """Makes sites, each with a database of its own."""

    folder: Path
    cluster: Cluster
    redis: Redis
    stack: ExitStack
    """What is to be stopped before the databases are."""
    _templates: set[str] = field(default_factory=set)

    def site(self, name: str, *, database: str = "", **environment: str) -> Site:
        """A seeded site that is not started; on a new copy of the seeded database, or on the
        database at the URL `database`.
        """
        url = database or self.cluster.create(name, self._seeded())
        return Site(made(self.folder / name), url, REDIS_URL=self.redis.url, **environment)

    def stock(self, name: str, *, is_localized: bool = False) -> tuple[Path, Mapping[str, str]]:
        """The folder and environment of a stock Wagtail project on a database of its own."""
        folder = made(self.folder / name)
        return folder, stock.make(folder, self.cluster.create(name), is_localized=is_localized)

    def _seeded(self) -> str:
        """The database that copies are made from; no server ever works on it."""
        if "seeded" not in self._templates:
            first = Site(made(self.folder / "seeded"), self.cluster.create("seeded"))
            first.manage("migrate", "--verbosity=0")
            first.manage("seed", "--verbosity=0")
            self._templates.add("seeded")
        return "seeded"


@contextmanager
def ground() -> Iterator[Ground]:
    """PostgreSQL and Redis in a temporary folder; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster, redis = Cluster(made(folder / "postgresql")), Redis(folder)
        cluster.start()
        redis.start()
        try:
            with ExitStack() as stack:
                yield Ground(folder, cluster, redis, stack)
        finally:
            redis.kill()
            cluster.stop()


def made(folder: Path) -> Path:
    """Makes the folder."""
    folder.mkdir()
    return folder


def run_in(environment: Mapping[str, str], root: Path, module: str, *arguments: str) -> str:
    """Runs a module of the bench in the environment of a project in `root`; returns its output."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env={**environment, "PYTHONPATH": f"{root}:{ROOT}"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
