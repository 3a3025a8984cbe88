"""A small file system in memory, for tests of a full disk."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int, *, files: int = 0) -> Iterator[Path | None]:
    """Mounts a tmpfs at `folder`; yields None where mounting is not permitted.

    `files` limits the number of files and folders, including itself; 0 is no limit.
    """
    folder.mkdir(exist_ok=True)
    options = f"size={megabytes}m,nr_inodes={files}"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
