"""Caches build results of the tests on disk, keyed on their sources, for all processes and runs."""

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
CACHE_FOLDER = ROOT / "var" / "kept"
DATABASE, MEDIA = "db.sqlite3", "media"
SET_UP = "from django.core.management import call_command\ncall_command('setup', verbosity=0)"


def cached_folder(
    name: str,
    state: str,
    make: Callable[[Path], None],
    is_usable: Callable[[], bool] = lambda: True,
) -> Path:
    """Folder filled by `make`; rebuilt when `state` differs from that of the last build, or what
    was made outside of the folder is not usable any more.
    """
    folder, stamp = CACHE_FOLDER / name, CACHE_FOLDER / f"{name}.state"
    CACHE_FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE_FOLDER / f"{name}.lock"):
        if not stamp.exists() or stamp.read_text() != state or not is_usable():
            stamp.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            stamp.write_text(state)
    return folder


def fingerprint(paths: Iterable[Path]) -> str:
    """Hash of the files' paths and contents and of the requirements."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def seeded_site() -> Path:
    """Folder of the demo site on SQLite with `DATABASE` and `MEDIA`, as `make setup` builds it."""
    return cached_folder("seeded", seeded_state(), build_site)


def seeded_state() -> str:
    """What decides over the seeded rows: the day, and all seeds, models and migrations."""
    sources = [path for name in APPS for path in (ROOT / name).rglob("*.*")]
    deciding = [path for path in sources if affects_rows(path.relative_to(ROOT))]
    data = (ROOT / "data").rglob("*.*")
    return f"{date.today()}\n{fingerprint([*deciding, *data])}"


def affects_rows(path: Path) -> bool:
    """Whether the file belongs to a seed, a model or a migration."""
    if path.suffix not in {".py", ".po", ".toml"}:
        return False
    parts = {*path.parts[:-1], path.stem.partition("_")[0].partition(".")[0]}
    return bool(parts & {"migrations", "models", "seed", "seeding"})


def build_site(folder: Path, **environment: str) -> None:
    """Migrates and seeds a site in `folder`."""
    (folder / MEDIA).mkdir(exist_ok=True)
    surroundings = os.environ | site_environment(folder) | environment
    for command in ("migrate", "seed"):
        arguments = [sys.executable, "manage.py", command, "--verbosity=0"]
        subprocess.run(arguments, cwd=ROOT, env=surroundings, check=True)


def site_environment(folder: Path) -> dict[str, str]:
    """Environment variables of a development site with database and media in `folder`."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / MEDIA),
    }


def copy_database(target: sqlite3.Connection) -> None:
    """Copies the seeded rows into an empty database."""
    with closing(sqlite3.connect(seeded_site() / DATABASE)) as source:
        source.backup(target)


def copy_media(target: Path, source: Path | None = None) -> None:
    """Replaces `target` with the seeded files, or those of another folder."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source or seeded_site() / MEDIA, target)


def copy_site(folder: Path) -> None:
    """Copies the seeded site into an empty folder."""
    with closing(sqlite3.connect(folder / DATABASE)) as target:
        copy_database(target)
    copy_media(folder / MEDIA)


def filled_site(filling: str, languages: str = "") -> Path:
    """Folder of the seeded site after `filling`, a piece of Python, has added to it.

    `languages` are those of the site, where they are not the usual ones. Rebuilt with the seeded
    site, and when a helper of the tests changes.
    """
    helpers = [p for p in (ROOT / "tests").rglob("*.py") if not p.name.startswith("test_")]
    name = f"filled_{hashlib.sha256(f'{filling}{languages}'.encode()).hexdigest()[:12]}"
    state = f"{seeded_state()}\n{fingerprint(helpers)}"
    return cached_folder(name, state, lambda folder: _fill(folder, filling, languages))


def _fill(folder: Path, filling: str, languages: str) -> None:
    environment = os.environ | site_environment(folder)
    copy_site(folder)
    if languages:
        environment["SITE_LANGUAGES"] = languages
        filling = f"{SET_UP}\n{filling}"
    arguments = [sys.executable, "manage.py", "shell", "-v0", "-c", filling]
    subprocess.run(arguments, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    seeded_site()
