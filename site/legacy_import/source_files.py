"""Reads files, folders and ZIP archives into single files. Archives are untrusted."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext

from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.text_decoding import MAX_BYTES
from security.uploads import zip_reading

MAX_FILES = 2000
MAX_UNPACKED = 50 * 1024 * 1024
PAGE_SUFFIXES = {".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".txt", ".text", ""}
# Files that browsers save with a page.
COMPANIONS = {
    ".css",
    ".js",
    ".gif",
    ".jpg",
    ".jpeg",
    ".png",
    ".svg",
    ".ico",
    ".webp",
    ".woff",
    ".woff2",
    ".ttf",
}
_COMPANION_FOLDERS = ("_files", ".files", "_archivos", "_fichiers", "_dateien")


@dataclass(frozen=True)
class RawFile:
    """Name and bytes of one file, or why it is refused."""

    name: str
    data: bytes = b""
    refusal: str = ""
    """Why the file is refused; empty where it is read."""


def from_path(path: Path) -> list[RawFile]:
    """Returns the files at a path. Raises RefusedError where there are none, or too many."""
    if not path.exists():
        raise RefusedError(gettext("There is no such file or folder: %(path)s") % {"path": path})
    if path.is_dir():
        return list(_in_folder(path))
    if path.stat().st_size > MAX_BYTES:
        raise RefusedError(gettext("The file is larger than 5 MB."))
    return from_bytes(path.name, path.read_bytes())


def from_bytes(name: str, data: bytes) -> list[RawFile]:
    """Returns the file, or the members of a ZIP archive. Raises RefusedError."""
    if len(data) > MAX_BYTES:
        raise RefusedError(gettext("The file is larger than 5 MB."))
    if data.startswith(b"PK\x03\x04") or name.lower().endswith(".zip"):
        return list(_in_archive(data))
    return [RawFile(name, data)]


def _in_folder(folder: Path) -> Iterator[RawFile]:
    root = folder.resolve()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if len(paths) > MAX_FILES:
        raise RefusedError(_too_many())
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if zip_reading.is_hidden(name):
            continue
        if not path.resolve().is_relative_to(root):
            yield RawFile(name, refusal=_bad_name())
        elif refusal := _by_suffix(name):
            yield RawFile(name, refusal=refusal)
        elif path.stat().st_size > MAX_BYTES:
            yield RawFile(name, refusal=gettext("The file is larger than 5 MB."))
        else:
            yield RawFile(name, path.read_bytes())


def _in_archive(data: bytes) -> Iterator[RawFile]:
    limits = zip_reading.Limits(MAX_BYTES, MAX_UNPACKED)
    try:
        with zip_reading.opened(BytesIO(data)) as archive:
            files = zip_reading.files_of(archive)
        if len(files) > MAX_FILES:
            raise RefusedError(_too_many())
        # What it says of itself first, before anything is unpacked.
        if sum(file.file_size for file in files) > MAX_UNPACKED:
            raise zip_reading.ArchiveTooLargeError
        for member in zip_reading.unpack(BytesIO(data), limits, _is_page):
            yield RawFile(member.name, member.content, _refusal_of(member))
    except zip_reading.DamagedArchiveError as error:
        raise RefusedError(gettext("The ZIP archive is damaged.")) from error
    except zip_reading.ArchiveTooLargeError as error:
        raise RefusedError(gettext("The archive is too large when unpacked.")) from error


def _is_page(name: str) -> bool:
    return not zip_reading.is_safe(name) or not _by_suffix(name)


def _refusal_of(member: zip_reading.Member) -> str:
    match member.fault:
        case zip_reading.Fault.UNWANTED:
            return _by_suffix(member.name)
        case zip_reading.Fault.UNSAFE_NAME:
            return _bad_name()
        case zip_reading.Fault.TOO_LARGE:
            return gettext("The file is larger than 5 MB.")
        case zip_reading.Fault.DAMAGED:
            return gettext("The file cannot be unpacked.")
        case None:
            return ""


def _by_suffix(name: str) -> str:
    suffix = PurePosixPath(name.partition("?")[0].partition("@")[0]).suffix.lower()
    if is_companion(name):
        return gettext("Not a page: pictures and styles are not imported.")
    if suffix not in PAGE_SUFFIXES:
        return gettext("Not a page: only HTML and plain text are imported.")
    return ""


def is_companion(name: str) -> bool:
    """Returns whether a browser saved the file with a page: its pictures, styles and frames."""
    path = PurePosixPath(name)
    folders = [part.lower() for part in path.parts[:-1]]
    is_within = any(part.endswith(_COMPANION_FOLDERS) for part in folders)
    return path.suffix.lower() in COMPANIONS or is_within


def _bad_name() -> str:
    return gettext("The file’s name leads out of the folder.")


def _too_many() -> str:
    return gettext("There are more than %(number)s files.") % {"number": MAX_FILES}
