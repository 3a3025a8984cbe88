"""The site as it is run, in a real browser: a server of its own on a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.artifact_cache import DATABASE, filled_site, site_environment
from tests.browser.signing_in import databases
from tests.servers.processes import ROOT, find_chromium, free_port

START_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed.")
    return path


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with more than the demo, without a trailing slash."""
    filling = "from tests.browser.busy import fill; fill()"
    with running_site(tmp_path_factory.mktemp("site"), filling) as address:
        yield address


@contextmanager
def running_site(folder: Path, filling: str, languages: str = "") -> Iterator[str]:
    """Serves a copy of the site filled by a piece of Python from `folder`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    shutil.copytree(filled_site(filling, languages), folder, dirs_exist_ok=True)
    set_public_address(folder / DATABASE, port)
    databases[address] = folder / DATABASE
    environment = os.environ | site_environment(folder) | {"PUBLIC_BASE_URL": address}
    if languages:
        environment["SITE_LANGUAGES"] = languages
    serve = [sys.executable, "manage.py", "runserver", "--nostatic", "--noreload"]
    serve.append(f"127.0.0.1:{port}")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"{address}/en/")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def set_public_address(database: Path, port: int) -> None:
    """As the seed does with that of PUBLIC_BASE_URL."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE wagtailcore_site SET hostname = '127.0.0.1', port = ?", [port])


def wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            return


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's loop stays in the thread that runs the tests; those that follow here use the
    # database as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=arguments)
        # The admin's moving icons, drawn without a graphics card, keep a sixth of a processor busy.
        for opening in ("new_context", "new_page"):
            usual = getattr(instance, opening)
            setattr(instance, opening, partial(usual, reduced_motion="reduce"))
        yield instance
        instance.close()
