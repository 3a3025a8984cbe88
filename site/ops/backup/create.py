"""Creates a backup while the site is in use."""

import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ops.backup import BackupError, archive, media_files
from ops.backup.manifest import Manifest
from ops.backup.postgresql import MEMBER as POSTGRESQL_MEMBER
from ops.backup.postgresql import PostgresqlDatabase
from ops.backup.sqlite import MEMBER as SQLITE_MEMBER
from ops.backup.sqlite import SqliteDatabase

# Those that decide the schema.
PACKAGES = ("Django", "wagtail", "wagtail-localize")
MEMBERS = {"sqlite": SQLITE_MEMBER, "postgresql": POSTGRESQL_MEMBER}
"""Vendor → name of the database dump in an archive."""


def database() -> SqliteDatabase | PostgresqlDatabase:
    """Returns the backup implementation for this installation's database.

    Both have the same methods.
    """
    if connection.vendor == "sqlite":
        return SqliteDatabase(connection.settings_dict)
    return PostgresqlDatabase(connection.settings_dict)


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
        applied = MigrationRecorder(connection).applied_migrations()
        dump = Path(folder) / "dump"
        rows = database().dump(dump)
        writer.add(MEMBERS[connection.vendor], dump)
        if with_media:
            _add_media(writer)
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            vendor=connection.vendor,
            versions={name: version(name) for name in PACKAGES},
            migrations=sorted(f"{app}.{name}" for app, name in applied),
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
