"""What takes long to make and depends on the sources only, made once for all processes and runs."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from filelock import FileLock

from tests.servers.processes import ROOT

APPS = ("site", "home", "capacity", "conference")
KEPT = ROOT / "var" / "kept"
DATABASE, MEDIA = "db.sqlite3", "media"


def kept(name: str, state: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills: anew only where `state` is not that of the last time."""
    folder, stamp = KEPT / name, KEPT / f"{name}.state"
    KEPT.mkdir(parents=True, exist_ok=True)
    with FileLock(KEPT / f"{name}.lock"):
        if not stamp.exists() or stamp.read_text() != state:
            stamp.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            stamp.write_text(state)
    return folder


def state_of(paths: Iterable[Path]) -> str:
    """Another one once a file's content or the requirements have changed."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def seeded() -> Path:
    """The demo site on SQLite, as `make setup` makes it: `DATABASE` and `MEDIA`; of today.

    Made anew once a seed, a model or a migration has changed, for only they decide its rows.
    """
    sources = [path for name in APPS for path in (ROOT / name).rglob("*.*")]
    deciding = [path for path in sources if decides_rows(path.relative_to(ROOT))]
    data = (ROOT / "data").rglob("*.*")
    return kept("seeded", f"{date.today()}\n{state_of([*deciding, *data])}", set_up)


def decides_rows(path: Path) -> bool:
    """Is it of a seed, a model or a migration?"""
    if path.suffix not in {".py", ".po"}:
        return False
    parts = {*path.parts[:-1], path.stem.partition("_")[0].partition(".")[0]}
    return bool(parts & {"migrations", "models", "seed", "seeding"})


def set_up(folder: Path, **environment: str) -> None:
    """A site in `folder`, migrated and seeded."""
    (folder / MEDIA).mkdir(exist_ok=True)
    surroundings = os.environ | site_in(folder) | environment
    for command in ("migrate", "seed"):
        arguments = [sys.executable, "manage.py", command, "--verbosity=0"]
        subprocess.run(arguments, cwd=ROOT, env=surroundings, check=True)


def site_in(folder: Path) -> dict[str, str]:
    """The environment of a site whose rows and files are in `folder`, as on a laptop."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / MEDIA),
    }


def copy_database(target: sqlite3.Connection) -> None:
    """The seeded rows into an empty database."""
    with closing(sqlite3.connect(seeded() / DATABASE)) as source:
        source.backup(target)


def copy_media(target: Path) -> None:
    """The seeded files, in place of what is there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(seeded() / MEDIA, target)


def copy_site(folder: Path) -> None:
    """The seeded site into an empty folder."""
    with closing(sqlite3.connect(folder / DATABASE)) as target:
        copy_database(target)
    copy_media(folder / MEDIA)


if __name__ == "__main__":
    seeded()
