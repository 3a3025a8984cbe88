"""The databases that a bench runs on: SQLite always, PostgreSQL where a server is named.

BENCH_DATABASE_URL names a server on which the role may make databases. Each run has a database of
its own, which is gone afterwards, and a process of its own: Django knows one database.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

MEASURE = "measure"


def run_on_each(module: str) -> None:
    """Calls `python -m module measure` with DATABASE_URL set, once for each database.

    Ends this process with an error if one of them ended with one.
    """
    with tempfile.TemporaryDirectory() as folder:
        is_well = _run(module, f"sqlite:///{Path(folder) / 'db.sqlite3'}")
    server = os.environ.get("BENCH_DATABASE_URL")
    if server:
        is_well = _run_on_postgresql(module, server) and is_well
    if not is_well:
        sys.exit(1)


def is_measuring() -> bool:
    """Whether this is the process of one database."""
    return sys.argv[1:] == [MEASURE]


def set_up() -> None:
    """Django, and the demo in the database of this process."""
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)


def _run_on_postgresql(module: str, server: str) -> bool:
    import psycopg2

    name = f"capacity_bench_{module.rpartition('.')[2]}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            return _run(module, f"{server.rpartition('/')[0]}/{name}")
        finally:
            cursor.execute(f"DROP DATABASE {name}")


def _run(module: str, url: str) -> bool:
    """Whether the bench ended well: it ran, and what it measures is within its target."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", module, MEASURE]
    return subprocess.run(command, env=environment, check=False).returncode == 0
