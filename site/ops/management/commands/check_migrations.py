"""`manage.py check_migrations`: whether the release in use works after the pending migrations."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ops.migration_rule import MARKER, faults_by_migration


class Command(BaseCommand):
    """Checks the migrations that are not applied yet; changes nothing."""

    help = (
        "Ends with an error where code of the former release may not work after the migrations "
        "that are not applied yet. deploy/release.sh asks it before it migrates."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Raises CommandError with the faults, a line each."""
        executor = MigrationExecutor(connection)
        if not executor.loader.applied_migrations:
            self.stdout.write("The database is empty: no release uses it yet.")
            return
        graph = executor.loader.graph
        plan = [migration for migration, _back in executor.migration_plan(graph.leaf_nodes())]
        keys = {(migration.app_label, migration.name) for migration in plan}
        applied = [key for key in executor.loader.applied_migrations if key in graph.nodes]
        state = executor.loader.project_state(applied)
        found = faults_by_migration(plan, state, keys)
        for name, faults in found.items():
            for fault in faults:
                self.stderr.write(f"{name}: {fault}")
        if found:
            raise CommandError(
                "The release in use may fail after these migrations. Release in maintenance mode, "
                f"or split them over two releases; `{MARKER}` in a migration says that it is safe."
            )
        self.stdout.write(f"{len(plan)} migrations are pending; the release in use can go on.")
