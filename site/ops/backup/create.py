"""Making an archive while people read and write."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ops.backup import archive, media_files
from ops.backup.errors import BackupError
from ops.backup.manifest import Manifest, now, versions
from ops.backup.postgresql import MEMBER as POSTGRESQL_MEMBER
from ops.backup.postgresql import PostgresqlDatabase
from ops.backup.sqlite import MEMBER as SQLITE_MEMBER
from ops.backup.sqlite import SqliteDatabase


class Database(Protocol):
    def dump(self, file: Path) -> dict[str, int]: ...
    def is_empty(self) -> bool: ...
    def examine(self, file: Path, rows: dict[str, int]) -> None: ...
    def restore(self, file: Path, rows: dict[str, int], /) -> None: ...


MEMBERS = {"sqlite": SQLITE_MEMBER, "postgresql": POSTGRESQL_MEMBER}
"""What the database's file is called in an archive."""


def database() -> Database:
    """This installation's database, as backups see it."""
    kinds: dict[str, Callable[..., Database]] = {
        "sqlite": SqliteDatabase,
        "postgresql": PostgresqlDatabase,
    }
    return kinds[connection.vendor](connection.settings_dict)


def make(target: Path, *, with_media: bool = True) -> Manifest:
    """Writes an archive to `target`. Raises BackupError.

    Files come first and those that were uploaded meanwhile last, so that the database, copied in
    between, names none that the archive lacks.
    """
    if with_media and not media_files.is_on_disk():
        raise BackupError(
            "Uploads are in a bucket, which keeps its own copies (versions, replication); "
            "use --without-media for the database alone."
        )
    with archive.writing(target) as writer, tempfile.TemporaryDirectory() as folder:
        if with_media:
            _add_media(writer)
        migrations = _applied()
        dump = Path(folder) / "dump"
        rows = database().dump(dump)
        writer.add(MEMBERS[connection.vendor], dump)
        if with_media:
            _add_media(writer)
        manifest = Manifest(
            made_at=now(),
            vendor=connection.vendor,
            versions=versions(),
            migrations=migrations,
            rows=rows,
            files=writer.files,
            with_media=with_media,
        )
        writer.close_with(manifest)
    return manifest


def _add_media(writer: archive.Writer) -> None:
    """Those that are not in it yet. A file that goes away meanwhile is left out."""
    for name in sorted(media_files.names()):
        if archive.MEDIA + name in writer.files:
            continue
        try:
            writer.add(archive.MEDIA + name, media_files.folder() / name)
        except FileNotFoundError:
            continue


def _applied() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )
