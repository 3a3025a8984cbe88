"""The file itself: a compressed tar archive, its manifest last, under a checksum of its own.

It holds password hashes and drafts, so only its owner may read it.
"""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from ops.backup.errors import DamagedError
from ops.backup.manifest import FileRecord, Manifest

MANIFEST = "manifest.json"
CHECKSUM = "manifest.sha256"
MEDIA = "media/"
CHUNK = 1 << 20
# What tarfile, gzip and zlib say of a file that is cut off or altered.
DAMAGE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


class Writer:
    """Adds files, and remembers their checksums for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, FileRecord] = {}

    def add(self, name: str, path: Path) -> None:
        """Raises FileNotFoundError where the file is gone by now."""
        with path.open("rb") as file:
            entry = tarfile.TarInfo(name)
            entry.size = os.fstat(file.fileno()).st_size
            hashed = _Hashing(file)
            self._tar.addfile(entry, hashed)
            self.files[name] = FileRecord(entry.size, hashed.sha256.hexdigest())

    def close_with(self, manifest: Manifest) -> None:
        text = manifest.to_json()
        checksum = hashlib.sha256(text).hexdigest().encode()
        for name, content in ((MANIFEST, text), (CHECKSUM, checksum)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            self._tar.addfile(entry, io.BytesIO(content))


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A new archive; it has its name once it is whole and on the disk, and not before."""
    partial = target.with_name(f".{target.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def verified(archive: Path) -> Manifest:
    """Reads the whole archive and writes nothing. Raises DamagedError."""
    return _read(archive, lambda _name: io.BytesIO(), keep=False)


def unpack(archive: Path, place: Callable[[str], Path]) -> Manifest:
    """Writes each file to `place(name)`. Raises DamagedError, with what was written left over."""

    def opened(name: str) -> IO[bytes]:
        path = place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")

    return _read(archive, opened, keep=True)


def _read(archive: Path, opened: Callable[[str], IO[bytes]], *, keep: bool) -> Manifest:
    found: dict[str, FileRecord] = {}
    own: dict[str, bytes] = {}
    with _damage_told(archive), gzip.open(archive) as stream:
        for name, source in _entries(stream):
            if name in found or name in own:
                raise DamagedError(f"The archive has two of {name!r}")
            if name in (MANIFEST, CHECKSUM):
                own[name] = source.read(64 * CHUNK)
            else:
                found[name] = _copied(source, opened(name), keep=keep)
    return _agreed(own, found)


def _entries(stream: gzip.GzipFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each file; then the stream is read to its end, where its checksum is."""
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            source = tar.extractfile(entry) if entry.isreg() else None
            if source is None or not _is_ours(entry.name):
                raise DamagedError(f"The archive has something strange in it: {entry.name!r}")
            yield entry.name, source
    while stream.read(CHUNK):
        pass


@contextmanager
def _damage_told(archive: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DamagedError(f"There is no archive {error.filename or archive}.") from error
    except DAMAGE as error:
        raise DamagedError(f"The archive cannot be read to its end: {error}") from error


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
        return False
    return name.startswith(MEDIA) or len(path.parts) == 1


def _copied(source: IO[bytes], target: IO[bytes], *, keep: bool) -> FileRecord:
    sha256, size = hashlib.sha256(), 0
    with target:
        while chunk := source.read(CHUNK):
            sha256.update(chunk)
            size += len(chunk)
            if keep:
                target.write(chunk)
    return FileRecord(size, sha256.hexdigest())


def _agreed(own: dict[str, bytes], found: dict[str, FileRecord]) -> Manifest:
    """The manifest, if it and every file are as they were written."""
    text = own.get(MANIFEST, b"")
    if hashlib.sha256(text).hexdigest().encode() != own.get(CHECKSUM):
        raise DamagedError("The archive is not whole: its manifest is missing or altered.")
    manifest = Manifest.from_json(text)
    names = manifest.files.keys() | found.keys()
    wrong = sorted(name for name in names if manifest.files.get(name) != found.get(name))
    if wrong:
        raise DamagedError(f"The archive is damaged: {', '.join(wrong[:3])}")
    return manifest


class _Hashing:
    """A file that notes the checksum of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.sha256.update(chunk)
        return chunk
