"""DatabaseCopies of the seeded database, one for each test."""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

import psycopg2

from tests.servers.postgresql import Cluster

TEMPLATE = "seeded"


class DatabaseCopies(ABC):
    """Creates copies of the seeded database by name."""

    @abstractmethod
    def create(self, name: str) -> str:
        """Creates a copy; returns its URL."""

    @abstractmethod
    def url(self, name: str) -> str:
        """DATABASE_URL of a copy."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Drops a copy."""

    @abstractmethod
    def connect(self, name: str) -> Any:
        """A DB-API connection to a copy."""

    def query(self, name: str, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT."""
        with closing(self.connect(name)) as database, closing(database.cursor()) as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def execute(self, name: str, statement: str) -> None:
        """Executes a statement and commits."""
        with closing(self.connect(name)) as database:
            with closing(database.cursor()) as cursor:
                cursor.execute(statement)
            database.commit()


class SQLiteDatabaseCopies(DatabaseCopies):
    """DatabaseCopies as files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / f"{TEMPLATE}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self._template)])

    def create(self, name: str) -> str:
        """Creates a copy; returns its URL."""
        shutil.copy(self._template, self._path(name))
        return self.url(name)

    def url(self, name: str) -> str:
        """DATABASE_URL of a copy."""
        return f"sqlite:///{self._path(name)}"

    def drop(self, name: str) -> None:
        """Drops a copy."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path(name)}{suffix}").unlink(missing_ok=True)

    def connect(self, name: str) -> Any:
        """A DB-API connection to a copy."""
        return sqlite3.connect(self._path(name), timeout=20)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"


class PostgreSQLDatabaseCopies(DatabaseCopies):
    """DatabaseCopies from a template database."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        cluster.copy(_own_url(), TEMPLATE)

    def create(self, name: str) -> str:
        """Creates a copy; returns its URL."""
        return self._cluster.create(name, template=TEMPLATE)

    def url(self, name: str) -> str:
        """DATABASE_URL of a copy."""
        return self._cluster.url(name)

    def drop(self, name: str) -> None:
        """Drops a copy."""
        self._cluster.drop(name)

    def connect(self, name: str) -> Any:
        """A DB-API connection to a copy."""
        return psycopg2.connect(self._cluster.url(name))


def _own_url() -> str:
    """URL of the database that the suite uses."""
    own = connection.settings_dict
    role = f"{quote(own['USER'])}:{quote(own['PASSWORD'])}"
    return f"postgres://{role}@{own['HOST'] or '127.0.0.1'}:{own['PORT'] or 5432}/{own['NAME']}"
