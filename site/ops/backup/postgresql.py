"""Backup and restore of PostgreSQL with pg_dump, pg_restore and psql."""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from ops.backup import BackupError, DamagedError

MEMBER = "database.dump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
# Supported OPTIONS → the environment variable that libpq programs read.
OPTION_VARIABLES = {
    name: f"PG{name.upper()}"
    for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile", "options")
}
# How long a restore waits for locks on the tables.
LOCK_TIMEOUT = "30s"
# All tables of the schema are dropped first: a later release may have added some that the
# archive lacks.
DROP_TABLES = """
SET lock_timeout = '{timeout}';
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', name);
  END LOOP;
END $$;
"""
CHECK_ROW_COUNT = """
DO $$ BEGIN
  IF (SELECT count(*) FROM {table}) <> {rows} THEN
    RAISE EXCEPTION 'not as many rows in {table} as in the archive';
  END IF;
END $$;
"""


class PostgresqlDatabase:
    """Dumps and restores a PostgreSQL database, given its entry in DATABASES."""

    def __init__(self, settings_dict: dict[str, Any]) -> None:
        self._settings = settings_dict

    def dump(self, file: Path) -> dict[str, int]:
        """Dumps to `file`, counting rows in the same snapshot; returns the row counts by table."""
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            options = ("--format=custom", "--no-owner", "--no-acl", f"--file={file}")
            self._run("pg_dump", *options, f"--snapshot={snapshot}")
            return _row_counts(cursor)

    def is_empty(self) -> bool:
        """Whether the current schema has no tables."""
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(TABLES)
            return cursor.fetchone() is None

    def check_dump(self, file: Path, rows: dict[str, int]) -> None:
        """Raises DamagedError where pg_restore cannot read the dump."""
        try:
            self._run("pg_restore", "--list", str(file))
        except BackupError as error:
            if shutil.which("pg_restore") is None:
                raise
            raise DamagedError("The archive's database cannot be read.") from error

    def restore(self, file: Path, rows: dict[str, int]) -> None:
        """Restores in one transaction that checks the row counts before it commits.

        Raises BackupError with the database unchanged.
        """
        with tempfile.TemporaryFile() as stderr:
            psql = subprocess.Popen(  # noqa: S603 - a program by its full path
                [
                    *(_find_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
                    *("--set", "ON_ERROR_STOP=1", "--output", os.devnull, "--file", "-"),
                ],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stderr=stderr,
            )
            try:
                self._write_script(psql, file, rows)
            except BaseException:
                # Killed before its input ends, so that the server rolls the transaction back.
                psql.kill()
                psql.wait()
                raise
            if psql.wait() != 0:
                stderr.seek(0)
                raise BackupError(f"The database is as it was: {_last_line(stderr.read())}")

    def _write_script(
        self, psql: "subprocess.Popen[bytes]", file: Path, rows: dict[str, int]
    ) -> None:
        """Pipes a script to psql: drop all tables, restore the dump, check the row counts."""
        options = ("--no-owner", "--no-acl", "--no-comments", "--file=-")
        assert psql.stdin is not None  # noqa: S101 - for the types
        try:
            psql.stdin.write(DROP_TABLES.replace("{timeout}", LOCK_TIMEOUT).encode())
            psql.stdin.flush()
            subprocess.run(  # noqa: S603 - a program by its full path
                [_find_program("pg_restore"), *options, str(file)],
                stdout=psql.stdin,
                env=self._environment(),
                check=True,
                stderr=subprocess.PIPE,
            )
            # pg_restore has emptied the search path.
            counts = [
                CHECK_ROW_COUNT.format(table=f'public."{t}"', rows=n) for t, n in rows.items()
            ]
            psql.stdin.write("".join(counts).encode())
            psql.stdin.close()
        except BrokenPipeError:
            # psql exited early; the caller reports its error.
            return
        except subprocess.CalledProcessError as error:
            if not _ends_soon(psql):
                why = _last_line(error.stderr)
                raise BackupError(f"The database is as it was: {why}") from error

    def _connect(self) -> Any:
        import psycopg2

        settings = self._settings
        return psycopg2.connect(
            dbname=settings["NAME"],
            user=settings["USER"] or None,
            password=settings["PASSWORD"] or None,
            host=settings["HOST"] or None,
            port=settings["PORT"] or None,
            **settings.get("OPTIONS", {}),
        )

    def _run(self, program: str, *arguments: str) -> None:
        finished = subprocess.run(  # noqa: S603 - a program by its full path
            [_find_program(program), *arguments],
            env=self._environment(),
            capture_output=True,
            check=False,
        )
        if finished.returncode:
            raise BackupError(f"{program} failed: {_last_line(finished.stderr)}")

    def _environment(self) -> dict[str, str]:
        """Connection settings for libpq; other users cannot read a process's environment."""
        settings = self._settings
        given = {
            "PGDATABASE": settings["NAME"],
            "PGUSER": settings["USER"],
            "PGPASSWORD": settings["PASSWORD"],
            "PGHOST": settings["HOST"],
            "PGPORT": settings["PORT"],
        }
        for name, variable in OPTION_VARIABLES.items():
            given[variable] = settings.get("OPTIONS", {}).get(name)
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return inherited | {name: str(value) for name, value in given.items() if value}


def _ends_soon(process: "subprocess.Popen[bytes]") -> bool:
    """Whether psql, at the other end of the pipe, exits within a second."""
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def _row_counts(cursor: Any) -> dict[str, int]:
    cursor.execute(TABLES)
    rows = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - from the catalogue
        rows[table] = cursor.fetchone()[0]
    return rows


def _find_program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise BackupError(
            f"{name} is not installed; on Debian: apt-get install postgresql-client "
            "(of the server's version or a later one)"
        )
    return path


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no reason given"
