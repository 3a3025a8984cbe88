"""Reads uploaded PO and XLIFF files, also from ZIP archives, within size limits."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from security.uploads.disk_space import NO_ROOM, was_read
from translation.files.file_entries import ReadFile, RefusedFileError
from translation.files.po_import import read

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 16 * 1024 * 1024
MAX_FILES = 1000
ENDINGS = (".po", ".xlf", ".xliff")


@dataclass(frozen=True)
class Refusal:
    """A file that cannot be read, with the reason."""

    name: str
    reason: str


Outcome = ReadFile | Refusal


def read_all(uploads: Iterable[UploadedFile]) -> list[Outcome]:
    """Returns each parsed file or the reason why it was refused; other files are still read."""
    outcomes: list[Outcome] = []
    left = MAX_TOTAL_BYTES
    for upload in uploads:
        for outcome, size in _unpacked(upload):
            left -= size
            if left < 0 or len(outcomes) >= MAX_FILES:
                return [*outcomes, Refusal(upload.name or "", _too_much())]
            outcomes.append(outcome)
    return outcomes


def _unpacked(upload: UploadedFile) -> Iterator[tuple[Outcome, int]]:
    name = upload.name or ""
    if not was_read(upload):
        yield Refusal(name, str(NO_ROOM)), 0
        return
    opened: Any = upload.file
    if not name.lower().endswith(".zip"):
        yield _one(name, opened, upload.size or 0), upload.size or 0
        return
    try:
        with zipfile.ZipFile(opened) as archive:
            for member in archive.infolist():
                if member.filename.lower().endswith(ENDINGS) and not _is_hidden(member.filename):
                    yield _member(archive, member), member.file_size
    # Exceptions that `zipfile` raises for a damaged or encrypted archive.
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError):
        yield Refusal(name, _("The archive cannot be unpacked.")), 0


def _is_hidden(name: str) -> bool:
    """Whether it is a metadata file that macOS adds to archives."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Outcome:
    with archive.open(member) as opened:
        return _one(member.filename, opened, member.file_size)


def _one(name: str, opened: IO[bytes], size: int) -> Outcome:
    """Reads one file, up to one byte past the limit: the size an archive states may be false."""
    if size > MAX_FILE_BYTES:
        return Refusal(name, _too_large())
    content = opened.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        return Refusal(name, _too_large())
    try:
        return read(name, content)
    except RefusedFileError as refusal:
        return Refusal(name, str(refusal))


def _too_large() -> str:
    size = filesizeformat(MAX_FILE_BYTES)
    return _("The file is larger than %(size)s.") % {"size": size}


def _too_much() -> str:
    size = filesizeformat(MAX_TOTAL_BYTES)
    message = _("This and what follows was left out: more than %(size)s or %(count)d files.")
    return message % {"size": size, "count": MAX_FILES}
