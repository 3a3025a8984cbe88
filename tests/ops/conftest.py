"""Ways to lose a database."""

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

import pytest

GONE = {
    "postgresql": {"HOST": "127.0.0.1", "PORT": "1", "NAME": "gone", "OPTIONS": {}},
    "sqlite": {"NAME": "no/such/folder/db.sqlite3"},
}


@pytest.fixture
def unreachable_database(django_db_blocker: Any) -> Iterator[None]:
    """The site's own kind of database, at a place where there is none."""
    live: BaseDatabaseWrapper = connections["default"]
    described = {**live.settings_dict, **GONE[live.vendor]}
    with django_db_blocker.unblock():
        connections["default"] = ConnectionHandler({"default": described})["default"]
        yield
        connections["default"].close()
        connections["default"] = live
