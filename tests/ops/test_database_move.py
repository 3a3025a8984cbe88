"""From SQLite to PostgreSQL, with every row, and every page looking the same."""

import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

import environ
import pytest

from ops.database_move import CopyError, Target, copy_all
from tests.ops.databases import copy_of_the_site, execute, postgresql, used

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://capacity:capacity@127.0.0.1:5432/postgres")


def server() -> dict[str, Any]:
    """The PostgreSQL of this machine, as in DATABASES; skips where there is none."""
    try:
        Target(SERVER).connect().close()
    except Exception:
        pytest.skip("there is no PostgreSQL server")
    described: dict[str, Any] = environ.Env.db_url_config(SERVER)
    return described


@pytest.mark.slow
@pytest.mark.only_on("sqlite")
def test_the_move_takes_every_row_along_and_every_page_looks_the_same(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    """One long story, because making the tables costs most."""
    with (
        django_db_blocker.unblock(),
        postgresql(server(), f"test_moved_{os.getpid()}") as name,
        copy_of_the_site(tmp_path) as described,
        used(described),
    ):
        # SQLite takes what PostgreSQL has no place for.
        execute("UPDATE auth_user SET first_name = 'Ñ' || char(0) || 'a' WHERE username = 'editor'")
        url = f"{SERVER.rpartition('/')[0]}/{name}"
        said = io.StringIO()
        call_command("move_to_postgres", url, stdout=said)
        assert "pages look the same" in said.getvalue()
        with (
            closing(Target(url).connect()) as moved,
            closing(sqlite3.connect(file(described))) as own,
        ):
            has_the_same_content(own, moved)
            goes_on_counting(moved)
            keeps_what_it_has_when_a_copy_fails(own, moved)
        with pytest.raises(CommandError, match="tables already"):
            call_command("move_to_postgres", url)


def file(described: dict[str, Any]) -> str:
    return str(described["NAME"])


def has_the_same_content(own: sqlite3.Connection, moved: Any) -> None:
    for query in (
        "SELECT count(*), max(id) FROM wagtailcore_revision",
        "SELECT title, url_path, live, path FROM wagtailcore_page ORDER BY path",
        "SELECT page_ptr_id, body FROM conference_sessionpage ORDER BY 1",
        "SELECT username, password, is_superuser FROM auth_user ORDER BY id",
    ):
        with moved, moved.cursor() as cursor:
            cursor.execute(query)
            assert [same(row) for row in own.execute(query)] == [same(r) for r in cursor.fetchall()]
    with moved, moved.cursor() as cursor:
        cursor.execute("SELECT first_name FROM auth_user WHERE username = 'editor'")
        assert cursor.fetchone() == ("Ña",)
        cursor.execute("SELECT count(*) FROM search_searchentry")
        assert cursor.fetchone()[0] > 40


def same(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Booleans are numbers in SQLite."""
    return tuple(str(int(value)) if isinstance(value, bool) else str(value) for value in row)


def goes_on_counting(moved: Any) -> None:
    with moved, moved.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM auth_group")
        (last,) = cursor.fetchone()
        cursor.execute("INSERT INTO auth_group (name) VALUES ('later') RETURNING id")
        assert cursor.fetchone() == (last + 1,)


def keeps_what_it_has_when_a_copy_fails(own: sqlite3.Connection, moved: Any) -> None:
    own.execute("UPDATE auth_group SET name = ? WHERE id = 1", ("x" * 200,))
    with pytest.raises(CopyError, match="too long"):
        copy_all(own, moved)
    with moved, moved.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_group WHERE name = 'later'")
        assert cursor.fetchone() == (1,)
