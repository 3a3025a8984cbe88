"""The site on the target database: its connection and its management commands."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.utils import ConnectionHandler

import environ


class TargetError(Exception):
    """Why the target database cannot be used."""


class Target:
    """This installation, run against another database."""

    def __init__(self, url: str) -> None:
        """`url` is in the form of DATABASE_URL. Raises TargetError where it is not PostgreSQL."""
        self.url = url
        described: dict[str, Any] = environ.Env.db_url_config(url)
        if not described.get("ENGINE", "").endswith("postgresql"):
            raise TargetError("The target must be postgres://user:password@host:5432/name")
        self.connection = ConnectionHandler({"default": described})["default"]

    def require_empty(self) -> None:
        """Raises TargetError where the database has tables."""
        with self.connection.cursor() as cursor:
            tables = self.connection.introspection.table_names(cursor)
        if tables:
            raise TargetError(f"The target has tables already ({len(tables)}); use an empty one.")

    def connect(self) -> Any:
        """Opens a plain psycopg2 connection."""
        return self.connection.get_new_connection(self.connection.get_connection_params())

    def run(self, *arguments: str, log: Callable[[str], Any] = lambda _line: None) -> str:
        """Runs `manage.py` with these arguments on the target; returns its output. Raises
        TargetError.
        """
        log("manage.py " + " ".join(arguments))
        finished = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
            env=os.environ | {"DATABASE_URL": self.url},
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode:
            raise TargetError(f"{arguments[0]} failed there:\n{finished.stderr[-2000:]}")
        return finished.stdout
