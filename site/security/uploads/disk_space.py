"""Uploads on a full disk: a form error, and no partial files.

A disk may fill up while the request is read (large uploads go to a temporary folder), before the
file is stored, or while it is stored. The form reports the first two; the storage removes partial
files after the third.
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
# Bytes to keep free besides the file itself, for image renditions.
RESERVE_BYTES = 1024 * 1024
NO_ROOM = _(
    "The server has no space left for this file, so it was not kept. Please inform the "
    "administrators of this site."
)


def is_full(error: OSError) -> bool:
    """Whether the error means a full disk.

    Python raises FileNotFoundError where no temporary folder is writable.
    """
    return error.errno in FULL or isinstance(error, FileNotFoundError)


def check_read(file: Any) -> None:
    """Raises ValidationError where the upload `file` could not be read completely."""
    if isinstance(file, UploadedFile) and not was_read(file):
        raise ValidationError(NO_ROOM, code="no_room")


def check_room(file: Any) -> None:
    """Raises ValidationError where the upload `file` is incomplete or cannot be stored."""
    check_read(file)
    if isinstance(file, UploadedFile) and not has_room(file.size or 0):
        raise ValidationError(NO_ROOM, code="no_room")


def was_read(file: UploadedFile) -> bool:
    """Whether the upload was read completely."""
    return not getattr(file, "was_cut_off", False)


def has_room(size: int) -> bool:
    """Whether `size` bytes fit into the media folder, tested by allocating them, since quotas
    apply.

    True for storages other than the file system.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return True
    os.makedirs(default_storage.location, exist_ok=True)
    if shutil.disk_usage(default_storage.location).free < size + RESERVE_BYTES:
        return False
    try:
        with tempfile.TemporaryFile(dir=default_storage.location) as trial:
            os.posix_fallocate(trial.fileno(), 0, size + RESERVE_BYTES)
    except OSError as error:
        return error.errno not in FULL
    return True


class TidyFileSystemStorage(FileSystemStorage):
    """File system storage that deletes a new file which could not be written completely."""

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
    """Goes on reading where the temporary folder is full, so that the form can report it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, but remembers a full disk instead of raising."""
        self.is_full = False
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            if not is_full(error):
                raise
            self.is_full = True
            self.file = UploadedFile(io.BytesIO(), self.file_name, self.content_type, 0)  # type: ignore[assignment]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """As Django's, but discards data once the disk is full."""
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
        """As Django's, and sets `was_cut_off` on the file."""
        file = super().file_complete(file_size)
        if file is not None:
            file.was_cut_off = self.is_full  # type: ignore[attr-defined]
        return file

    def upload_interrupted(self) -> None:
        """Closes the file, which deletes it."""
        if hasattr(self, "file"):
            self.file.close()
