"""Checks ZIP archives by their directory, without unpacking them."""

from pathlib import PurePosixPath
from typing import IO
from zipfile import ZipInfo

from security.uploads import zip_reading

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
# Text compresses to a twentieth at most; a higher ratio is a ZIP bomb.
MAX_RATIO = 100
SMALL_BYTES = 1024 * 1024  # harmless at any ratio


class UnsafeArchiveError(Exception):
    """Not a ZIP archive, or unsafe to unpack."""


def entry_names(file: IO[bytes]) -> set[str]:
    """Names of the archive's entries. Raises UnsafeArchiveError."""
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise UnsafeArchiveError
    try:
        with zip_reading.opened(file) as archive:
            entries = archive.infolist()
    except zip_reading.DamagedArchiveError as error:
        raise UnsafeArchiveError from error
    if len(entries) > MAX_ENTRIES or any(_has_unsafe_path(entry) for entry in entries):
        raise UnsafeArchiveError
    _check_size(entries)
    return {entry.filename for entry in entries}


def odf_mimetype(file: IO[bytes]) -> str:
    """The media type that an OpenDocument file declares, or an empty string."""
    try:
        with zip_reading.opened(file) as archive, archive.open("mimetype") as entry:
            return entry.read(100).decode("ascii", "replace")
    except zip_reading.DamagedArchiveError:
        return ""


def _has_unsafe_path(entry: ZipInfo) -> bool:
    # Wider than `zip_reading.is_safe`: nothing is unpacked, and office programs write backslashes.
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in entry.filename[:2]


def _check_size(entries: list[ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > max(SMALL_BYTES, packed * MAX_RATIO):
        raise UnsafeArchiveError
