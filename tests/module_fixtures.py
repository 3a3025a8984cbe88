"""Module-scoped database fixtures."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")


def module_scoped(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """Body of a module-scoped fixture: yields what `make` returns, inside a transaction.

    Rows that `make` creates are visible to all tests of the module and rolled back at its end.
    `blocker` is pytest-django's `django_db_blocker`.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        # Nothing commits here; pending callbacks would run with the rows of a test.
        connection.run_on_commit.clear()
        yield made
        transaction.set_rollback(True)
