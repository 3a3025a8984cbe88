"""Reads files, folders and ZIP archives into single files. Archives are untrusted."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext

from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.text_decoding import MAX_BYTES

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
        if _is_hidden(name):
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
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedError(gettext("The ZIP archive is damaged.")) from error
    if len(members) > MAX_FILES:
        raise RefusedError(_too_many())
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise RefusedError(gettext("The archive is too large when unpacked."))
    unpacked = 0
    for member in sorted(members, key=lambda each: each.filename):
        if _is_hidden(member.filename):
            continue
        file = _member(archive, member)
        unpacked += len(file.data)
        if unpacked > MAX_UNPACKED:
            raise RefusedError(gettext("The archive is too large when unpacked."))
        yield file


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> RawFile:
    name = member.filename
    if not _is_safe(name):
        return RawFile(name, refusal=_bad_name())
    if refusal := _by_suffix(name):
        return RawFile(name, refusal=refusal)
    try:
        with archive.open(member) as file:
            # The size in the archive's directory cannot be trusted.
            content = file.read(MAX_BYTES + 1)
    except Exception:  # damaged, encrypted, of an unknown method: each has an error of its own
        return RawFile(name, refusal=gettext("The file cannot be unpacked."))
    if len(content) > MAX_BYTES:
        return RawFile(name, refusal=gettext("The file is larger than 5 MB."))
    return RawFile(name, content)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    is_plain = "\\" not in name and ":" not in name and "\x00" not in name
    return is_plain and not path.is_absolute() and ".." not in path.parts and len(name) <= 300


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


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
