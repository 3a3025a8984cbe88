"""Module-scoped database fixtures."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import connection, transaction

from wagtail.models import Page

import pytest

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


def module_fixture(make: Callable[..., Made], *needs: str) -> Any:
    """A module-scoped fixture of the rows that `make` creates; its value is what `make` returns.

    `needs` names the module's fixtures whose values `make` takes. Let `make` return keys and read
    the rows anew in each test: an instance would carry a test's changes on.
    """

    @pytest.fixture(scope="module")
    def made(
        request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
    ) -> Iterator[Made]:
        values = [request.getfixturevalue(name) for name in needs]
        yield from module_scoped(django_db_blocker, lambda: make(*values))

    return made


def read_page(key: int) -> Any:
    """The page as it is in the database, of its own class."""
    return Page.objects.get(pk=key).specific
