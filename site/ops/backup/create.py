"""Creates a backup while the site is in use."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ops.backup import archive, media_files
from ops.backup.errors import BackupError
from ops.backup.manifest import Manifest, package_versions, utc_now
from ops.backup.postgresql import MEMBER as POSTGRESQL_MEMBER
from ops.backup.postgresql import PostgresqlDatabase
from ops.backup.sqlite import MEMBER as SQLITE_MEMBER
from ops.backup.sqlite import SqliteDatabase


class Database(Protocol):
    """What a database engine implements for backups."""

    def dump(self, file: Path) -> dict[str, int]:
        """Writes a consistent copy to `file`; returns the number of rows by table."""

    def is_empty(self) -> bool:
        """Whether the database has no tables."""

    def check_dump(self, file: Path, rows: dict[str, int]) -> None:
        """Raises DamagedError where `file` cannot be restored or lacks `rows`."""

    def restore(self, file: Path, rows: dict[str, int], /) -> None:
        """Replaces all content with that of `file`, or raises BackupError and changes nothing."""


MEMBERS = {"sqlite": SQLITE_MEMBER, "postgresql": POSTGRESQL_MEMBER}
"""Vendor → name of the database dump in an archive."""


def database() -> Database:
    """Returns the backup implementation for this installation's database."""
    kinds: dict[str, Callable[..., Database]] = {
        "sqlite": SqliteDatabase,
        "postgresql": PostgresqlDatabase,
    }
    return kinds[connection.vendor](connection.settings_dict)


def create_backup(target: Path, *, with_media: bool = True) -> Manifest:
    """Writes a backup to `target` and returns its manifest. Raises BackupError.

    Uploads are added before the database is dumped, and new ones again afterwards, so that the dump
    names no file that the archive lacks.
    """
    if with_media and not media_files.is_on_disk():
        raise BackupError(
            "Uploads are in a bucket, which keeps its own copies (versions, replication); "
            "use --without-media for the database alone."
        )
    with archive.open_writer(target) as writer, tempfile.TemporaryDirectory() as folder:
        if with_media:
            _add_media(writer)
        migrations = _applied_migrations()
        dump = Path(folder) / "dump"
        rows = database().dump(dump)
        writer.add(MEMBERS[connection.vendor], dump)
        if with_media:
            _add_media(writer)
        manifest = Manifest(
            made_at=utc_now(),
            vendor=connection.vendor,
            versions=package_versions(),
            migrations=migrations,
            rows=rows,
            files=writer.files,
            with_media=with_media,
        )
        writer.write_manifest(manifest)
    return manifest


def _add_media(writer: archive.Writer) -> None:
    """Adds the uploads that the archive lacks; a file deleted meanwhile is skipped."""
    for name in sorted(media_files.file_names()):
        if archive.MEDIA + name in writer.files:
            continue
        try:
            writer.add(archive.MEDIA + name, media_files.media_root() / name)
        except FileNotFoundError:
            continue


def _applied_migrations() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )
