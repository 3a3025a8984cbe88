"""`manage.py backup`: writes a backup of database and uploads."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.models.maintenance_records import recorded
from ops.backup import BackupError
from ops.backup.create import create_backup


class Command(BaseCommand):
    """Writes a backup while the site is in use."""

    help = "Writes database and uploads to one archive, while the site goes on working."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("target", type=Path, help="a new file, or a folder for a dated one")
        parser.add_argument("--without-media", action="store_true", help="the database alone")

    def handle(self, *_args: Any, target: Path, without_media: bool, **_options: Any) -> None:
        """Raises CommandError where the target exists or the backup fails."""
        with recorded("backup"):
            self._write(target, with_media=not without_media)

    def _write(self, target: Path, *, with_media: bool) -> None:
        if target.is_dir():
            target /= f"site-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
        if target.exists():
            raise CommandError(f"{target} exists; a backup is never written over another.")
        try:
            manifest = create_backup(target, with_media=with_media)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{target}: {manifest.summary()}")
