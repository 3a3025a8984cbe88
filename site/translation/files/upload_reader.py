"""Reads uploaded PO and XLIFF files, also from ZIP archives, within size limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from security.uploads import zip_reading
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
        yield _one(name, opened.read(MAX_FILE_BYTES + 1)), upload.size or 0
        return
    limits = zip_reading.Limits(MAX_FILE_BYTES, MAX_TOTAL_BYTES)
    try:
        for member in zip_reading.unpack(opened, limits, _is_translation_file):
            if member.fault is not zip_reading.Fault.UNWANTED:
                yield _of_member(member), len(member.content)
    except zip_reading.DamagedArchiveError:
        yield Refusal(name, _("The archive cannot be unpacked.")), 0
    except zip_reading.ArchiveTooLargeError:
        yield Refusal(name, _too_much()), 0


def _is_translation_file(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def _of_member(member: zip_reading.Member) -> Outcome:
    if member.fault is zip_reading.Fault.TOO_LARGE:
        return Refusal(member.name, _too_large())
    if member.fault:
        return Refusal(member.name, _("The archive cannot be unpacked."))
    return _one(member.name, member.content)


def _one(name: str, content: bytes) -> Outcome:
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
