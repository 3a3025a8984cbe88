"""What many tests look at, made once for the tests of a module."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")


def made_once(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """For a fixture of a module: what `make` returns, with its rows there for all tests.

    Each test undoes only what it does itself. `blocker` is pytest-django's `django_db_blocker`.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        # There is no commit: what waits for it would take in what a test adds.
        connection.run_on_commit.clear()
        yield made
        transaction.set_rollback(True)
