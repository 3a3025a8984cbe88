"""Uploads where the disk is full: an error in the form, and nothing left behind.

A disk fills at three places: while the request is read (a large file is kept in the folder for
temporary files), while the file is stored, and between the two. The form says what has failed at
the first and what would fail at the second; the storage tidies up after the rest.
"""

import errno
import io
import os
import shutil
import tempfile
from contextlib import suppress
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

FULL = (errno.ENOSPC, errno.EDQUOT)
# Bytes that are to be free beside the file itself, for the smaller pictures made from an image.
RESERVE = 1024 * 1024
NO_ROOM = _(
    "The server has no room left for this file, so it was not kept. "
    "Please tell those who run the site."
)


def is_full(error: OSError) -> bool:
    """Python calls it "not found" where it may write to no folder for temporary files at all."""
    return error.errno in FULL or isinstance(error, FileNotFoundError)


def check_read(file: Any) -> None:
    """Raises ValidationError where `file`, an upload, could not be read to its end."""
    if isinstance(file, UploadedFile) and not was_read(file):
        raise ValidationError(NO_ROOM, code="no_room")


def check_room(file: Any) -> None:
    """Raises ValidationError where `file`, an upload, could not be read or cannot be stored."""
    check_read(file)
    if isinstance(file, UploadedFile) and not has_room(file.size or 0):
        raise ValidationError(NO_ROOM, code="no_room")


def was_read(file: UploadedFile) -> bool:
    return not getattr(file, "was_cut_off", False)


def has_room(size: int) -> bool:
    """Whether the media folder takes so many bytes now. It is tried: quotas count as well.

    Other storages than a folder are taken to have room.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return True
    os.makedirs(default_storage.location, exist_ok=True)
    if shutil.disk_usage(default_storage.location).free < size + RESERVE:
        return False
    try:
        with tempfile.TemporaryFile(dir=default_storage.location) as trial:
            os.posix_fallocate(trial.fileno(), 0, size + RESERVE)
    except OSError as error:
        return error.errno not in FULL
    return True


class TidyFileSystemStorage(FileSystemStorage):
    """Leaves no piece of a file behind that could not be written to its end."""

    def _save(self, name: str, content: File[Any] | IO[Any]) -> str:
        is_new = not self.exists(name)
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError:
            if is_new:
                with suppress(OSError):
                    self.delete(name)
            raise


class PatientUploadHandler(TemporaryFileUploadHandler):
    """Reads on where the folder for temporary files is full, so that the form can say it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_full = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            if not is_full(error):
                raise
            self.is_full = True
            self.file = UploadedFile(io.BytesIO(), self.file_name, self.content_type, 0)  # type: ignore[assignment]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_full:
            return
        try:
            self.file.write(raw_data)
            self.file.flush()
        except OSError as error:
            if not is_full(error):
                raise
            self.is_full = True
            os.ftruncate(self.file.fileno(), 0)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        file = super().file_complete(file_size)
        if file is not None:
            file.was_cut_off = self.is_full  # type: ignore[attr-defined]
        return file

    def upload_interrupted(self) -> None:
        """The file itself is gone as soon as nobody holds it."""
        if hasattr(self, "file"):
            self.file.close()
