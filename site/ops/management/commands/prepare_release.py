"""`manage.py prepare_release`: what deploy/release.sh does before tables change, in one process."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Checks the release, collects its static files and writes its error pages."""

    help = (
        "Runs check --deploy, check_migrations, collectstatic and write_error_pages; ends with an "
        "error where one of them does."
    )
    # `check` is the first of them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument(
            "--in-maintenance",
            action="store_true",
            help="leave check_migrations out: no release is in use while tables change",
        )

    def handle(self, *_args: Any, in_maintenance: bool, **_options: Any) -> None:
        """Raises CommandError with the first fault."""
        call_command("check", deploy=True, fail_level="WARNING", stdout=self.stdout)
        if not in_maintenance:
            call_command("check_migrations", stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("write_error_pages", stdout=self.stdout)
