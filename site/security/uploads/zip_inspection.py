"""What an archive holds, judged by its directory: nothing is unpacked."""

from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_ENTRIES = 10_000
MAX_UNPACKED = 500 * 1024 * 1024  # bytes
# Text shrinks to a twentieth at most; what shrinks more is made to fill a disk.
MAX_RATIO = 100
SMALL = 1024 * 1024  # bytes that do no harm at any ratio


class UnsafeArchiveError(Exception):
    pass


def names_in(file: IO[bytes]) -> set[str]:
    """The names of an archive's entries. Raises UnsafeArchiveError, also for what is none."""
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise UnsafeArchiveError
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
    except (BadZipFile, RuntimeError, OSError, ValueError, EOFError) as error:
        raise UnsafeArchiveError from error
    if len(entries) > MAX_ENTRIES or any(_leads_outside(entry) for entry in entries):
        raise UnsafeArchiveError
    _refuse_bombs(entries)
    return {entry.filename for entry in entries}


def mimetype_in(file: IO[bytes]) -> str:
    """What an OpenDocument says of itself, or nothing."""
    try:
        with ZipFile(file) as archive, archive.open("mimetype") as entry:
            return entry.read(100).decode("ascii", "replace")
    except (BadZipFile, KeyError, OSError, RuntimeError, EOFError):
        return ""


def _leads_outside(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in entry.filename[:2]


def _refuse_bombs(entries: list[ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(SMALL, packed * MAX_RATIO):
        raise UnsafeArchiveError
