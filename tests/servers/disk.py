"""A small disk, in memory."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(folder: Path, megabytes: int, *, files: int = 0) -> Iterator[Path | None]:
    """`folder` as a disk of its own; None where this machine lets nobody mount one.

    It takes so many `files`, folders counted, itself among them; 0: as many as it has room for.
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
