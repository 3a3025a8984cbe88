"""The seeded site, made once for the whole suite, outside any test's transaction.

It is copied from one that all processes share. Inside a transaction, publishing is
deferred to a commit that never comes, and a test would quietly look at English pages only.
"""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from wagtail.models import Locale, Page

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from core.seeding import page_seeds
from core.seeding.source_pages import find_page
from page_cache import generation, lookup, store
from tests.artifact_cache import copy_database, copy_media

HERE = Path(__file__).parent
FIRST = {"browser", "faults", "printing", "security", "upgrade"}
# Left to `make test-all` as a whole: a browser, servers that fail, the release before.
SLOW = {"browser", "faults", "upgrade"}
PageFinder = Callable[..., Any]
# How long an example takes on a crowded machine is no fault of the test.
hypothesis_settings.register_profile(
    "suite",
    parent=hypothesis_settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Compiled catalogues are not kept in the repository; the suite makes its own.

    Once, before the processes start that share the work: they would read what another writes.
    """
    gc.disable()  # until all tests are found
    if not hasattr(config, "workerinput"):
        call_command("compile_catalogues", verbosity=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file on this machine cannot go away as a server does, nor a server be moved from.

    What takes longest begins first, so that no process is left alone with it at the end.
    """
    marks = [(item, item.get_closest_marker("only_on")) for item in items]
    others = [item for item, mark in marks if mark and mark.args != (connection.vendor,)]
    config.hook.pytest_deselected(items=others)
    left = [item for item in items if item not in others]
    for item in left:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in SLOW:
            item.add_marker("slow")
            item.add_marker(folder)
    items[:] = sorted(left, key=lambda item: item.path.relative_to(HERE).parts[0] not in FIRST)


def pytest_collection_finish() -> None:
    """What stays for the whole run is not looked through again and again for garbage."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, with the seeded rows before anyone migrates it.

    Stock creates it only where one of the chosen tests has the fixture `db`.
    """
    fill = _fill_memory if connection.vendor == "sqlite" else _use_template
    with django_db_blocker.unblock(), fill():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        # Those of the copied accounts take as long to check as in production.
        User.objects.update(password=make_password(settings.DEMO_PASSWORD))
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@contextmanager
def _fill_memory() -> Iterator[None]:
    creation: Any = connection.creation
    name = creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as memory:
        copy_database(memory)
        copy_media(Path(settings.MEDIA_ROOT))
        yield


@contextmanager
def _use_template() -> Iterator[None]:
    from tests import postgresql_template

    copy_media(Path(settings.MEDIA_ROOT), postgresql_template.template_media())
    connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template.NAME
    yield


@pytest.fixture(autouse=True)
def _no_trace_of_the_test_before() -> Iterator[None]:
    cache.clear()
    yield
    translation.activate("en")


def seeded_page(path: str, language: str = "en") -> Any:
    """The seeded page at a path of the demo, in a language."""
    seed = next(seed for seed in page_seeds() if seed.path == path)
    page = find_page(seed, Locale.objects.get(language_code=language))
    assert page is not None, f"{path} is not seeded in {language}"
    return page.specific


@pytest.fixture
def page_at(db: None) -> PageFinder:
    return seeded_page


@pytest.fixture
def home(page_at: PageFinder) -> Page:
    return page_at("")


def demo_account(username: str) -> Any:
    return User.objects.get(username=username)


@pytest.fixture
def account(db: None) -> Callable[[str], Any]:
    """A demo account by its user name."""
    return demo_account


@pytest.fixture
def as_user(client: Client, account: Callable[[str], Any]) -> Callable[[str], Client]:
    """The client, signed in to a demo account."""

    def log_in(username: str) -> Client:
        client.force_login(account(username))
        return client

    return log_in


@pytest.fixture
def kept_pages(settings: Any, db: None) -> Iterator[None]:
    """The page cache is switched on, and empty."""
    settings.PAGE_CACHE = settings.PAGE_GENERATIONS = True
    caches[store.ALIAS].clear()
    store._breaker.reset()
    lookup.memory.forget()
    generation.begin()
    yield
    caches[store.ALIAS].clear()
