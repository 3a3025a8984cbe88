"""Restores a backup: the archive is verified first, then all of it is restored or nothing."""

import logging
from contextlib import ExitStack
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from ops.backup import BackupError, archive, media_files
from ops.backup.create import MEMBERS, database
from ops.backup.manifest import Manifest

logger = logging.getLogger(__name__)


def verify_archive(path: Path) -> Manifest:
    """Reads and checks the whole archive for this installation; changes nothing.

    Raises BackupError.
    """
    manifest = archive.verify(path)
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"The archive is of {manifest.vendor}, and this installation uses {connection.vendor}."
        )
    if MEMBERS[manifest.vendor] not in manifest.files:
        raise BackupError("The archive has no database in it.")
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = {f"{app}.{name}" for app, name in on_disk}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise BackupError(f"The archive is of a later release: {unknown[-1]} is unknown here.")
    return manifest


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Restores uploads and database from the archive at `path`, then ends sessions, clears caches.

    Raises BackupError with everything unchanged; without `replace`, also where the site is not
    empty.
    """
    manifest = verify_archive(path)
    if not replace:
        _refuse_if_not_empty(manifest)
    connections.close_all()
    with media_files.staging() as staging_folder:
        dump = staging_folder / "dump"

        def path_for(name: str) -> Path:
            below = name.removeprefix(archive.MEDIA)
            return staging_folder / "new" / below if below != name else dump

        archive.unpack(path, path_for)
        database().check_dump(dump, manifest.rows)
        with ExitStack() as stack:
            if manifest.with_media:
                stack.enter_context(media_files.replacing_media(staging_folder))
            database().restore(dump, manifest.rows)
    # Everybody is signed out: a session of the archive may have been ended since.
    Session.objects.all().delete()
    _clear_caches()
    return manifest


def _clear_caches() -> None:
    """A cache that cannot be cleared is logged; the restore stands."""
    for cache in caches.all(initialized_only=False):
        try:
            cache.clear()
        except Exception:
            logger.exception("A cache could not be emptied; empty it before the site is used")


def _refuse_if_not_empty(manifest: Manifest) -> None:
    if not database().is_empty():
        raise BackupError("The database has tables; --replace puts the archive in their place.")
    if manifest.with_media and media_files.media_root().is_dir() and media_files.file_names():
        raise BackupError(
            f"There are files in {media_files.media_root()}; --replace replaces them."
        )
