"""A cluster, a Redis and a running site of the tests' own; what is missing is skipped."""

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

from tests.faults.copies import Copies, PostgreSQLCopies, SQLiteCopies
from tests.faults.people import Person
from tests.servers import postgresql, redis
from tests.servers.site import SECRET, Site

MakeSite = Callable[..., Site]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The mark makes pytest set the suite's database up, of which these tests have copies."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Not pytest's own: the user that PostgreSQL runs as may not enter that."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="session")
def cluster(folder: Path) -> Iterator[postgresql.Cluster]:
    if postgresql.binaries() is None:
        pytest.skip("PostgreSQL’s server is not installed.")
    own = folder / "postgresql"
    own.mkdir()
    made = postgresql.Cluster(own)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def redis_server(folder: Path) -> Iterator[redis.Redis]:
    if redis.binary() is None:
        pytest.skip("Redis is not installed.")
    server = redis.Redis(folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def signed_in(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Person]]:
    """People who are signed in to every copy of the database, by their user names."""
    with django_db_blocker.unblock(), override_settings(SECRET_KEY=SECRET):
        people = {}
        for user in get_user_model().objects.all():
            client = Client()
            client.force_login(user)
            people[user.get_username()] = Person(client.session.session_key)
        yield people
        Session.objects.filter(pk__in=[person.session for person in people.values()]).delete()


@pytest.fixture(scope="session")
def copies(
    signed_in: dict[str, Person],
    django_db_blocker: Any,
    folder: Path,
    request: pytest.FixtureRequest,
) -> Copies:
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            return PostgreSQLCopies(request.getfixturevalue("cluster"))
        return SQLiteCopies(folder)


@pytest.fixture
def database(copies: Copies) -> Iterator[str]:
    """The name of a copy of this test's own."""
    name = f"copy_{next(_numbers)}"
    copies.make(name)
    yield name
    copies.drop(name)


@pytest.fixture
def make_site(copies: Copies, database: str, folder: Path) -> Iterator[MakeSite]:
    """A site on the test's copy; not started."""
    made: list[Site] = []

    def make(**environment: str) -> Site:
        own = folder / f"site_{next(_numbers)}"
        own.mkdir()
        site = Site(own, copies.url(database), **environment)
        copies.change(
            database,
            f"UPDATE wagtailcore_site SET hostname = '127.0.0.1', port = {site.port}",  # noqa: S608
        )
        made.append(site)
        return site

    yield make
    for site in made:
        site.stop()


_numbers = count(1)
