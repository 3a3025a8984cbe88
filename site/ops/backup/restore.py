"""Bringing an archive back: checked before anything is touched, all of it or nothing."""

import logging
from contextlib import ExitStack
from pathlib import Path

from django.core.cache import caches
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from ops.backup import archive, media_files
from ops.backup.create import MEMBERS, database
from ops.backup.errors import BackupError
from ops.backup.manifest import Manifest

logger = logging.getLogger(__name__)


def checked(path: Path) -> Manifest:
    """What the archive says of itself, once all of it was read; touches nothing.

    Raises BackupError.
    """
    manifest = archive.verified(path)
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"The archive is of {manifest.vendor}, and this installation uses {connection.vendor}."
        )
    if MEMBERS[manifest.vendor] not in manifest.files:
        raise BackupError("The archive has no database in it.")
    known = {f"{app}.{name}" for app, name in _known_migrations()}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise BackupError(f"The archive is of a later release: {unknown[-1]} is unknown here.")
    return manifest


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Raises BackupError, with everything as it was."""
    manifest = checked(path)
    if not replace:
        _refuse_if_something_is_there(manifest)
    connections.close_all()
    with media_files.staging() as place:
        dump = place / "dump"

        def placed(name: str) -> Path:
            below = name.removeprefix(archive.MEDIA)
            return place / "new" / below if below != name else dump

        archive.unpack(path, placed)
        database().examine(dump, manifest.rows)
        with ExitStack() as both:
            if manifest.with_media:
                both.enter_context(media_files.exchanged(place))
            database().restore(dump, manifest.rows)
    _forget_what_was_kept()
    return manifest


def _forget_what_was_kept() -> None:
    """The restore stands, whether a cache can be reached or not."""
    for cache in caches.all(initialized_only=False):
        try:
            cache.clear()
        except Exception:
            logger.exception("A cache could not be emptied; empty it before the site is used")


def _refuse_if_something_is_there(manifest: Manifest) -> None:
    if not database().is_empty():
        raise BackupError("The database has tables; --replace puts the archive in their place.")
    if manifest.with_media and media_files.folder().is_dir() and media_files.names():
        raise BackupError(f"There are files in {media_files.folder()}; --replace replaces them.")


def _known_migrations() -> set[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return set(loader.disk_migrations)
