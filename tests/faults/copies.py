"""Copies of the suite's seeded database, each for one test to spoil."""

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


class Copies(ABC):
    """Gives databases by name; each begins as the suite's own did."""

    @abstractmethod
    def make(self, name: str) -> str:
        """The URL of a fresh copy."""

    @abstractmethod
    def url(self, name: str) -> str: ...

    @abstractmethod
    def drop(self, name: str) -> None: ...

    @abstractmethod
    def connect(self, name: str) -> Any:
        """A connection of Python's own to that database, past Django."""

    def rows(self, name: str, query: str) -> list[tuple[Any, ...]]:
        with closing(self.connect(name)) as database, closing(database.cursor()) as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def change(self, name: str, statement: str) -> None:
        with closing(self.connect(name)) as database:
            with closing(database.cursor()) as cursor:
                cursor.execute(statement)
            database.commit()


class SQLiteCopies(Copies):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / f"{TEMPLATE}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self._template)])

    def make(self, name: str) -> str:
        shutil.copy(self._template, self._path(name))
        return self.url(name)

    def url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path(name)}{suffix}").unlink(missing_ok=True)

    def connect(self, name: str) -> Any:
        return sqlite3.connect(self._path(name), timeout=20)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"


class PostgreSQLCopies(Copies):
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        cluster.copy(_own_url(), TEMPLATE)

    def make(self, name: str) -> str:
        return self._cluster.create(name, template=TEMPLATE)

    def url(self, name: str) -> str:
        return self._cluster.url(name)

    def drop(self, name: str) -> None:
        self._cluster.drop(name)

    def connect(self, name: str) -> Any:
        return psycopg2.connect(self._cluster.url(name))


def _own_url() -> str:
    """Of the database that the suite runs on."""
    own = connection.settings_dict
    role = f"{quote(own['USER'])}:{quote(own['PASSWORD'])}"
    return f"postgres://{role}@{own['HOST'] or '127.0.0.1'}:{own['PORT'] or 5432}/{own['NAME']}"
