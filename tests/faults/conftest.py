"""Fixtures of fault tests: PostgreSQL, Redis and the site; skipped where one is not installed."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings

import pytest

from tests.faults.database_copies import (
    DatabaseCopies,
    PostgreSQLDatabaseCopies,
    SQLiteDatabaseCopies,
)
from tests.faults.signed_in_headers import SignedInUser
from tests.servers import postgresql, redis
from tests.servers.site import SECRET, Site

MakeSite = Callable[..., Site]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks all fault tests, so that pytest-django sets up the database that they copy."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A temporary folder that the PostgreSQL user can enter, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="session")
def cluster(folder: Path) -> Iterator[postgresql.Cluster]:
    """A PostgreSQL server."""
    if postgresql.find_binaries() is None:
        pytest.skip("PostgreSQL’s server is not installed.")
    own = folder / "postgresql"
    own.mkdir()
    made = postgresql.Cluster(own)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def redis_server(folder: Path) -> Iterator[redis.Redis]:
    """A Redis server."""
    if redis.find_binary() is None:
        pytest.skip("Redis is not installed.")
    server = redis.Redis(folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def signed_in(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, SignedInUser]]:
    """User name → a user with a session in every copy."""
    with django_db_blocker.unblock():
        people = {}
        # No longer than here: other tests of this process sign in on sites with the usual key.
        with override_settings(SECRET_KEY=SECRET):
            for user in get_user_model().objects.all():
                client = Client()
                client.force_login(user)
                people[user.get_username()] = SignedInUser(client.session.session_key)
        yield people
        Session.objects.filter(pk__in=[person.session for person in people.values()]).delete()


@pytest.fixture(scope="session")
def copies(
    signed_in: dict[str, SignedInUser],
    django_db_blocker: Any,
    folder: Path,
    request: pytest.FixtureRequest,
) -> DatabaseCopies:
    """Creates copies of the seeded database."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            return PostgreSQLDatabaseCopies(request.getfixturevalue("cluster"))
        return SQLiteDatabaseCopies(folder)


@pytest.fixture
def database(copies: DatabaseCopies) -> Iterator[str]:
    """Name of a copy for this test."""
    name = f"copy_{next(_numbers)}"
    copies.create(name)
    yield name
    copies.drop(name)


@pytest.fixture
def make_site(copies: DatabaseCopies, database: str, folder: Path) -> Iterator[MakeSite]:
    """Creates sites on the test's copy; the test starts them."""
    made: list[Site] = []

    def make(**environment: str) -> Site:
        own = folder / f"site_{next(_numbers)}"
        own.mkdir()
        site = Site(own, copies.url(database), **environment)
        copies.execute(
            database,
            f"UPDATE wagtailcore_site SET hostname = '127.0.0.1', port = {site.port}",  # noqa: S608
        )
        made.append(site)
        return site

    yield make
    for site in made:
        site.stop()


_numbers = count(1)
