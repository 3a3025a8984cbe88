"""Full disks: noticed before a file is written, and tidied up after."""

import shutil
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

# Scaled copies of an image, and the database's own files, need room as well.
SPARE = 4 * 1024 * 1024  # bytes


def has_room_for(storage: Storage, size: int) -> bool:
    """Whether the disk of the storage holds `size` more bytes and what follows from them."""
    if not isinstance(storage, FileSystemStorage):
        return True
    try:
        return shutil.disk_usage(storage.location).free > 2 * size + SPARE
    except FileNotFoundError:
        return True  # the folder is made with the first file


class TidyFileSystemStorage(FileSystemStorage):
    """Leaves nothing behind of a file that could not be written to its end."""

    def _save(self, name: str, content: File) -> str:
        is_new = not self.exists(name)
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc]
        except OSError:
            if is_new:
                self._drop(name)
            raise
        return saved

    def _drop(self, name: Any) -> None:
        try:
            self.delete(name)
        except OSError:
            return
