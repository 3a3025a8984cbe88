"""`manage.py housekeeping`: deletes what the site no longer needs."""

import json
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.housekeeping_registry import Cleaning, all_steps
from core.models.maintenance_records import recorded

logger = logging.getLogger("ops.housekeeping")


def run_all(*, is_dry_run: bool) -> tuple[dict[str, int], list[str]]:
    """Runs every cleaning step; returns name → number, and the names of steps that failed.

    One line of the log has the numbers. A step that fails is logged and stops no other.
    """
    cleaning = Cleaning(is_dry_run=is_dry_run)
    numbers: dict[str, int] = {}
    failed = []
    for name, step in all_steps().items():
        try:
            numbers[name] = step(cleaning)
        except Exception:
            logger.exception("Housekeeping: the step %s failed", name)
            failed.append(name)
    message = "Housekeeping, dry run" if is_dry_run else "Housekeeping"
    logger.info(message, extra={"data": {"removed": numbers, "failed": failed}})
    return numbers, failed


class Command(BaseCommand):
    """Runs the cleaning steps of all apps."""

    help = (
        "Deletes expired sessions, old revisions, finished jobs and the like. Prints one line of "
        "JSON: how many of each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("--dry-run", action="store_true", help="count, delete nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        """Raises CommandError where a step failed, after all others."""
        if dry_run:
            self._run(is_dry_run=True)
            return
        with recorded("housekeeping"):
            self._run(is_dry_run=False)

    def _run(self, *, is_dry_run: bool) -> None:
        numbers, failed = run_all(is_dry_run=is_dry_run)
        self.stdout.write(json.dumps({"dry_run": is_dry_run, "removed": numbers}))
        if failed:
            raise CommandError(f"Steps that failed: {', '.join(failed)}")
