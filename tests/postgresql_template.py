"""Keeps the seeded site as a template database on PostgreSQL, which test databases are copies of.

A server copies a database in a second; migrating and seeding one takes half a minute. The database
is kept as long as the sources stay the same, and belongs to this working copy alone.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.artifact_cache import build_site, cached_folder, seeded_state
from tests.servers.processes import ROOT

NAME = f"seeded_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


def template_media() -> Path:
    """Folder with the files of the template `NAME`, which is made where it is missing."""
    host = urlsplit(os.environ["DATABASE_URL"]).netloc.rpartition("@")[2]
    state = f"{seeded_state()}\n{host}"
    return cached_folder("seeded_postgresql", state, _build, is_usable=_exists) / "media"


def _build(folder: Path) -> None:
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{NAME}"')
    build_site(folder, DATABASE_URL=_url(NAME))


def _exists() -> bool:
    with _server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        return cursor.fetchone() is not None


def _url(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


@contextmanager
def _server() -> Iterator[Any]:
    """Cursor outside of any transaction, as databases are created."""
    with closing(psycopg2.connect(_url("postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


if __name__ == "__main__":
    template_media()
