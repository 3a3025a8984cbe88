"""`migrate` makes the same database as Django's own command, though it builds fewer classes."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

import pytest

from core.management.commands.migrate import Command
from core.migration_executor import LeanExecutor, LeanProjectState
from core.patches import monkeypatch as patching
from tests.ops.databases import empty_database, used

KEY = models.AutoField(primary_key=True)
# What differs between two databases made in the same way.
DIFFERENT_EACH_TIME = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.+:\d]*|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}"
    r"|^\\(un)?restrict .*"
)


@pytest.mark.slow
def test_migrate_makes_the_database_that_stock_django_makes(
    django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert migrate.MigrationExecutor is LeanExecutor
    with django_db_blocker.unblock():
        ours = _dump_after_migrate(tmp_path)
        executor = patching.stock("django.core.management.commands.migrate.MigrationExecutor")
        monkeypatch.setattr(migrate, "MigrationExecutor", executor)
        stock = _dump_after_migrate(tmp_path)
    assert len(stock) > 1000
    assert ours == stock


def _dump_after_migrate(folder: Path) -> list[str]:
    with empty_database(folder) as described, used(described):
        call_command(Command(), verbosity=0)
        is_file = described["ENGINE"].endswith("sqlite3")
        lines = (_sqlite_dump if is_file else _postgresql_dump)(described)
        Path(folder / "own.sqlite3").unlink(missing_ok=True)
    return sorted(DIFFERENT_EACH_TIME.sub("", line) for line in lines if line.strip())


def _sqlite_dump(described: dict[str, Any]) -> list[str]:
    with closing(sqlite3.connect(described["NAME"])) as connection:
        return [line for line in connection.iterdump() if "sqlite_sequence" not in line]


def _postgresql_dump(described: dict[str, Any]) -> list[str]:
    names = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    options = [f"--{name}={described[key]}" for name, key in names.items() if described[key]]
    done = subprocess.run(
        ["pg_dump", "--no-owner", *options],
        env={"PATH": "/usr/bin:/bin", "PGPASSWORD": described["PASSWORD"]},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()


def test_the_models_after_all_migrations_are_those_of_stock_django(db: None) -> None:
    loader = MigrationLoader(None)
    lean, stock = LeanProjectState(real_apps=set()), ProjectState(real_apps=set())
    for state in (lean, stock):
        for key in _in_order(loader):
            loader.graph.nodes[key].mutate_state(state, preserve=False)
    assert lean.models == stock.models


def test_stock_builds_models_that_an_operation_does_not_change() -> None:
    """When this fails, `core.migration_executor` may be needless."""

    def is_kept(state: ProjectState) -> bool:
        state.add_model(ModelState("jobs", "Shelf", [("id", KEY)]))
        shelf = models.ForeignKey("jobs.Shelf", models.CASCADE)
        state.add_model(ModelState("jobs", "Book", [("id", KEY), ("shelf", shelf)]))
        before = state.apps.get_model("jobs", "Book")
        state.alter_model_options("jobs", "shelf", {"verbose_name": "bookcase"})
        return state.apps.get_model("jobs", "Book") is before

    assert is_kept(LeanProjectState())
    assert not is_kept(ProjectState())


def test_new_classes_leave_it_known_what_may_be_swapped() -> None:
    find = apps.get_swappable_settings_name
    state = LeanProjectState()
    assert state.apps.ready
    assert find("auth.User") == "AUTH_USER_MODEL"
    before = find.cache_info().misses
    state.add_model(ModelState("jobs", "Shelf", [("id", KEY)]))
    find("auth.User")
    assert find.cache_info().misses == before


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    plans = [loader.graph.forwards_plan(target) for target in loader.graph.leaf_nodes()]
    return list(dict.fromkeys(key for plan in plans for key in plan))
