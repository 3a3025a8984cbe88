"""Uploaded files: which there are, and how all of them are exchanged at once."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from ops.backup.errors import BackupError

# Beside the files themselves, on the same disk: moving costs nothing and cannot run out of room.
STAGING = ".restore-"


def is_on_disk() -> bool:
    """Whether uploads are in a folder of this machine, and not in a bucket."""
    return isinstance(default_storage, FileSystemStorage)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def names() -> set[str]:
    """Each file's path below the folder, with slashes."""
    root = folder()
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    relative = (path.relative_to(root) for path in found)
    return {path.as_posix() for path in relative if not path.parts[0].startswith(STAGING)}


@contextmanager
def staging() -> Iterator[Path]:
    """A folder for the new files, gone at the end."""
    folder().mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder()))
    (place / "new").mkdir()
    (place / "old").mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def exchanged(place: Path) -> Iterator[None]:
    """What is in `place/new` takes the place of all there is; an error within brings it back."""
    moved: list[tuple[Path, Path]] = []
    try:
        _move(folder(), place / "old", moved)
        _move(place / "new", folder(), moved)
        yield
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        raise


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    for path in sorted(source.iterdir()):
        if path.name.startswith(STAGING):
            continue
        try:
            path.rename(target / path.name)
        except OSError as error:
            raise BackupError(f"{path} cannot be moved: {error.strerror}") from error
        moved.append((path, target / path.name))
