"""`manage.py restore`: restores or verifies a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops.backup import BackupError
from ops.backup.restore import restore, verify_archive


class Command(BaseCommand):
    """Restores or verifies a backup."""

    help = "Restores an archive of `backup`; a damaged one is refused before anything is touched."
    # The database may be empty.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--verify", action="store_true", help="check the archive, change nothing"
        )
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of what is there"
        )

    def handle(
        self, *_args: Any, archive: Path, verify: bool, replace: bool, **_options: Any
    ) -> None:
        """Raises CommandError where the archive is damaged or cannot be restored."""
        try:
            manifest = verify_archive(archive) if verify else restore(archive, replace=replace)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        done = "whole" if verify else "restored; now: manage.py migrate, and restart the processes"
        self.stdout.write(f"{archive}: {manifest.summary()}")
        self.stdout.write(f"The archive is {done}.")
