"""Lists uploaded files and replaces all of them at once."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from ops.backup import BackupError

# Inside MEDIA_ROOT, so that files are renamed on one disk instead of copied.
STAGING = ".restore-"


def is_on_disk() -> bool:
    """Whether uploads are stored in MEDIA_ROOT, not in a bucket."""
    return isinstance(default_storage, FileSystemStorage)


def media_root() -> Path:
    """MEDIA_ROOT as a path."""
    return Path(settings.MEDIA_ROOT)


def file_names() -> set[str]:
    """Paths of all uploads relative to MEDIA_ROOT, with slashes."""
    root = media_root()
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    relative = (path.relative_to(root) for path in found)
    return {path.as_posix() for path in relative if not path.parts[0].startswith(STAGING)}


@contextmanager
def staging() -> Iterator[Path]:
    """A temporary folder with `new` and `old` in it, deleted at the end."""
    media_root().mkdir(parents=True, exist_ok=True)
    staging_folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=media_root()))
    (staging_folder / "new").mkdir()
    (staging_folder / "old").mkdir()
    try:
        yield staging_folder
    finally:
        shutil.rmtree(staging_folder, ignore_errors=True)


@contextmanager
def replacing_media(staging_folder: Path) -> Iterator[None]:
    """Replaces all uploads with those in `new`; an exception inside the block brings the old ones
    back.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        _move(media_root(), staging_folder / "old", moved)
        _move(staging_folder / "new", media_root(), moved)
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
