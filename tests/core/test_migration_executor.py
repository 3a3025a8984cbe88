"""`migrate` makes the same database as Django's own command, though it builds fewer classes."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.commands.migrate import Command as StockCommand
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

import pytest

from core.management.commands.migrate import Command
from core.migration_executor import LeanProjectState
from tests.ops.databases import empty_database, used

# What differs between two databases made in the same way.
DIFFERENT_EACH_TIME = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.+:\d]*|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}"
    r"|^\\(un)?restrict .*"
)


@pytest.mark.slow
def test_migrate_makes_the_database_that_stock_django_makes(
    django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock():
        ours, stock = (_dump_after(command, tmp_path) for command in (Command(), StockCommand()))
    assert len(stock) > 1000
    assert ours == stock


def _dump_after(command: BaseCommand, folder: Path) -> list[str]:
    with empty_database(folder) as described, used(described):
        call_command(command, verbosity=0)
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


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    plans = [loader.graph.forwards_plan(target) for target in loader.graph.leaf_nodes()]
    return list(dict.fromkeys(key for plan in plans for key in plan))
