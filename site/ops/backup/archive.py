"""Reads and writes backup archives: gzipped tar files that end with a manifest and its checksum.

An archive holds password hashes and drafts, so it is readable by its owner only (mode 0600).
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

from ops.backup import DamagedError
from ops.backup.manifest import FileRecord, Manifest

MANIFEST = "manifest.json"
CHECKSUM = "manifest.sha256"
MEDIA = "media/"
CHUNK_SIZE = 1 << 20
# Raised by tarfile, gzip and zlib for a truncated or altered file.
READ_ERRORS = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


class Writer:
    """Adds files to an archive and records their sizes and checksums for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, FileRecord] = {}

    def add(self, name: str, path: Path) -> None:
        """Adds the file at `path` as `name`. Raises FileNotFoundError where it no longer exists."""
        with path.open("rb") as file:
            entry = tarfile.TarInfo(name)
            entry.size = os.fstat(file.fileno()).st_size
            hashed = _HashingReader(file)
            self._tar.addfile(entry, hashed)
            self.files[name] = FileRecord(entry.size, hashed.sha256.hexdigest())

    def write_manifest(self, manifest: Manifest) -> None:
        """Adds the manifest and its checksum, as the last entries."""
        text = manifest.to_json()
        checksum = hashlib.sha256(text).hexdigest().encode()
        for name, content in ((MANIFEST, text), (CHECKSUM, checksum)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            self._tar.addfile(entry, io.BytesIO(content))


@contextmanager
def open_writer(target: Path) -> Iterator[Writer]:
    """Opens a new archive for writing; it gets its final name only when complete and synced to
    disk.
    """
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


def verify(archive: Path) -> Manifest:
    """Reads and checks the whole archive without writing anything. Raises DamagedError."""
    return _read(archive, lambda _name: io.BytesIO(), keep=False)


def unpack(archive: Path, path_for: Callable[[str], Path]) -> Manifest:
    """Writes each file to `path_for(name)` and checks all of them.

    Raises DamagedError; files written until then are left in place.
    """

    def open_target(name: str) -> IO[bytes]:
        path = path_for(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")

    return _read(archive, open_target, keep=True)


def _read(archive: Path, open_target: Callable[[str], IO[bytes]], *, keep: bool) -> Manifest:
    found: dict[str, FileRecord] = {}
    metadata: dict[str, bytes] = {}
    with _as_damaged_error(archive), gzip.open(archive) as stream:
        for name, source in _entries(stream):
            if name in found or name in metadata:
                raise DamagedError(f"The archive has two of {name!r}")
            if name in (MANIFEST, CHECKSUM):
                metadata[name] = source.read(64 * CHUNK_SIZE)
            else:
                found[name] = _copy(source, open_target(name), keep=keep)
    return _check_manifest(metadata, found)


def _entries(stream: gzip.GzipFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Yields name and content of each file, then reads the stream to its end to check the gzip
    checksum.
    """
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            source = tar.extractfile(entry) if entry.isreg() else None
            if source is None or not _is_valid_name(entry.name):
                raise DamagedError(f"The archive has something strange in it: {entry.name!r}")
            yield entry.name, source
    while stream.read(CHUNK_SIZE):
        pass


@contextmanager
def _as_damaged_error(archive: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DamagedError(f"There is no archive {error.filename or archive}.") from error
    except READ_ERRORS as error:
        raise DamagedError(f"The archive cannot be read to its end: {error}") from error


def _is_valid_name(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name:
        return False
    return name.startswith(MEDIA) or len(path.parts) == 1


def _copy(source: IO[bytes], target: IO[bytes], *, keep: bool) -> FileRecord:
    sha256, size = hashlib.sha256(), 0
    with target:
        while chunk := source.read(CHUNK_SIZE):
            sha256.update(chunk)
            size += len(chunk)
            if keep:
                target.write(chunk)
    return FileRecord(size, sha256.hexdigest())


def _check_manifest(metadata: dict[str, bytes], found: dict[str, FileRecord]) -> Manifest:
    """Returns the manifest where it and every file match their checksums. Raises DamagedError."""
    text = metadata.get(MANIFEST, b"")
    if hashlib.sha256(text).hexdigest().encode() != metadata.get(CHECKSUM):
        raise DamagedError("The archive is not whole: its manifest is missing or altered.")
    manifest = Manifest.from_json(text)
    names = manifest.files.keys() | found.keys()
    wrong = sorted(name for name in names if manifest.files.get(name) != found.get(name))
    if wrong:
        raise DamagedError(f"The archive is damaged: {', '.join(wrong[:3])}")
    return manifest


class _HashingReader:
    """Wraps a file and hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.sha256.update(chunk)
        return chunk
