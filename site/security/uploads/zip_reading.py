"""Uploaded ZIP archives: opening, checking by their directory, unpacking members within limits."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZipInfo

# What `zipfile` raises for an archive that is damaged, encrypted or packed in an unknown way.
DAMAGES = (
    zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError, KeyError,
)  # fmt: skip


class DamagedArchiveError(Exception):
    """Not a ZIP archive, or one that cannot be read."""


class ArchiveTooLargeError(Exception):
    """More bytes when unpacked than the limits allow."""


class Fault(StrEnum):
    """Why a member was not unpacked."""

    UNWANTED = "unwanted"
    UNSAFE_NAME = "unsafe name"
    TOO_LARGE = "too large"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Limits:
    """Bytes of one member, and of all that are unpacked together."""

    member_bytes: int
    unpacked_bytes: int


@dataclass(frozen=True)
class Member:
    """A file of an archive: its content, or why there is none."""

    name: str
    content: bytes = b""
    fault: Fault | None = None


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Opens an archive. Raises DamagedArchiveError, also for what fails while it is open."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except DAMAGES as error:
        raise DamagedArchiveError from error


def files_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Returns the archive's files by name, without folders and hidden files."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    shown = [entry for entry in entries if not is_hidden(entry.filename)]
    return sorted(shown, key=lambda entry: entry.filename)


def unpack(file: IO[bytes], limits: Limits, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """Yields each file of the archive by name; reads those whose names are `wanted`.

    Raises DamagedArchiveError, ArchiveTooLargeError.
    """
    left = limits.unpacked_bytes
    with opened(file) as archive:
        for entry in files_of(archive):
            if not wanted(entry.filename):
                yield Member(entry.filename, fault=Fault.UNWANTED)
                continue
            member = _member(archive, entry, limits.member_bytes)
            left -= len(member.content)
            if left < 0:
                raise ArchiveTooLargeError
            yield member


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> Member:
    if not is_safe(entry.filename):
        return Member(entry.filename, fault=Fault.UNSAFE_NAME)
    try:
        with archive.open(entry) as file:
            # The size in the archive's directory cannot be trusted.
            content = file.read(limit + 1)
    except DAMAGES:
        return Member(entry.filename, fault=Fault.DAMAGED)
    if len(content) > limit:
        return Member(entry.filename, fault=Fault.TOO_LARGE)
    return Member(entry.filename, content)


def is_safe(name: str) -> bool:
    """Returns whether a member's name stays within the folder that it is unpacked to."""
    path = PurePosixPath(name)
    is_plain = "\\" not in name and ":" not in name and "\x00" not in name
    return is_plain and not path.is_absolute() and ".." not in path.parts and len(name) <= 300


def is_hidden(name: str) -> bool:
    """Returns whether it is a hidden file, or one that macOS adds to archives."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


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
        with opened(file) as archive:
            entries = archive.infolist()
    except DamagedArchiveError as error:
        raise UnsafeArchiveError from error
    if len(entries) > MAX_ENTRIES or any(_has_unsafe_path(entry) for entry in entries):
        raise UnsafeArchiveError
    _check_size(entries)
    return {entry.filename for entry in entries}


def odf_mimetype(file: IO[bytes]) -> str:
    """The media type that an OpenDocument file declares, or an empty string."""
    try:
        with opened(file) as archive, archive.open("mimetype") as entry:
            return entry.read(100).decode("ascii", "replace")
    except DamagedArchiveError:
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
