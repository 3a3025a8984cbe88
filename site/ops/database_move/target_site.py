"""This installation, on the other database: its commands, in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.utils import ConnectionHandler

import environ


class TargetError(Exception):
    """What is wrong over there."""


class Target:
    def __init__(self, url: str) -> None:
        """`url` as DATABASE_URL has it. Raises TargetError."""
        self.url = url
        described: dict[str, Any] = environ.Env.db_url_config(url)
        if not described.get("ENGINE", "").endswith("postgresql"):
            raise TargetError("The target must be postgres://user:password@host:5432/name")
        self.connection = ConnectionHandler({"default": described})["default"]

    def refuse_unless_empty(self) -> None:
        with self.connection.cursor() as cursor:
            tables = self.connection.introspection.table_names(cursor)
        if tables:
            raise TargetError(f"The target has tables already ({len(tables)}); use an empty one.")

    def connect(self) -> Any:
        """psycopg2's own connection, outside Django's care."""
        return self.connection.get_new_connection(self.connection.get_connection_params())

    def run(self, *arguments: str, say: Callable[[str], Any] = lambda _line: None) -> str:
        """A command of `manage.py` over there; returns its output. Raises TargetError."""
        say("manage.py " + " ".join(arguments))
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
