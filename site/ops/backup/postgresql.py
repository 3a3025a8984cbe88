"""PostgreSQL: pg_dump in the snapshot in which rows are counted; back in one transaction."""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from ops.backup.errors import BackupError, DamagedError

MEMBER = "database.dump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
# What may stand in OPTIONS, and the variable by which PostgreSQL's own programs know it.
OPTION_VARIABLES = {
    name: f"PG{name.upper()}"
    for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile", "options")
}
# For so long a restore waits for whoever holds a table open.
PATIENCE = "30s"
# All tables of the site's schema go first: a later release may have made some that the archive
# does not know.
CLEAR = """
SET lock_timeout = '{patience}';
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', name);
  END LOOP;
END $$;
"""
COUNT = """
DO $$ BEGIN
  IF (SELECT count(*) FROM {table}) <> {rows} THEN
    RAISE EXCEPTION 'not as many rows in {table} as in the archive';
  END IF;
END $$;
"""


class PostgresqlDatabase:
    def __init__(self, settings_dict: dict[str, Any]) -> None:
        self._settings = settings_dict

    def dump(self, file: Path) -> dict[str, int]:
        """A consistent copy in `file`; returns its rows by table."""
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            options = ("--format=custom", "--no-owner", "--no-acl", f"--file={file}")
            self._run("pg_dump", *options, f"--snapshot={snapshot}")
            return _rows(cursor)

    def is_empty(self) -> bool:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(TABLES)
            return cursor.fetchone() is None

    def examine(self, file: Path, rows: dict[str, int]) -> None:
        """Raises DamagedError where PostgreSQL's own program cannot read the copy."""
        try:
            self._run("pg_restore", "--list", str(file))
        except BackupError as error:
            if shutil.which("pg_restore") is None:
                raise
            raise DamagedError("The archive's database cannot be read.") from error

    def restore(self, file: Path, rows: dict[str, int]) -> None:
        """In one transaction, rows counted before its end; an error leaves all as it was."""
        with tempfile.TemporaryFile() as said:
            psql = subprocess.Popen(  # noqa: S603 - a program by its full path
                [
                    *(_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
                    *("--set", "ON_ERROR_STOP=1", "--output", os.devnull, "--file", "-"),
                ],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stderr=said,
            )
            try:
                self._feed(psql, file, rows)
            except BaseException:
                # Before its input ends: a transaction whose client dies is rolled back.
                psql.kill()
                psql.wait()
                raise
            if psql.wait() != 0:
                said.seek(0)
                raise BackupError(f"The database is as it was: {_last_line(said.read())}")

    def _feed(self, psql: "subprocess.Popen[bytes]", file: Path, rows: dict[str, int]) -> None:
        options = ("--no-owner", "--no-acl", "--no-comments", "--file=-")
        assert psql.stdin is not None  # noqa: S101 - for the types
        try:
            psql.stdin.write(CLEAR.replace("{patience}", PATIENCE).encode())
            psql.stdin.flush()
            subprocess.run(  # noqa: S603 - the same
                [_program("pg_restore"), *options, str(file)],
                stdout=psql.stdin,
                env=self._environment(),
                check=True,
                stderr=subprocess.PIPE,
            )
            # pg_restore has emptied the search path.
            counts = [COUNT.format(table=f'public."{t}"', rows=n) for t, n in rows.items()]
            psql.stdin.write("".join(counts).encode())
            psql.stdin.close()
        except BrokenPipeError:
            # psql has ended early; the caller reports what it said.
            return
        except subprocess.CalledProcessError as error:
            if not _has_ended(psql):
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
        finished = subprocess.run(  # noqa: S603 - the same
            [_program(program), *arguments],
            env=self._environment(),
            capture_output=True,
            check=False,
        )
        if finished.returncode:
            raise BackupError(f"{program} failed: {_last_line(finished.stderr)}")

    def _environment(self) -> dict[str, str]:
        """The password travels in the environment, which other users of the machine cannot see."""
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


def _has_ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it was the one at the other end of the pipe that gave up."""
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def _rows(cursor: Any) -> dict[str, int]:
    cursor.execute(TABLES)
    rows = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - its own name
        rows[table] = cursor.fetchone()[0]
    return rows


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise BackupError(
            f"{name} is not installed; on Debian: apt-get install postgresql-client "
            "(of the server's version or a later one)"
        )
    return path


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no reason given"
