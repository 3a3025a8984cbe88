"""A cache in front of the site is told what has changed, once it is there to be read."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.conftest import PageFinder
from tests.page_cache.conftest import Commits

PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
DEMO = "protocol/capacity-building/portal/demo"


class Varnish(HTTPServer):
    """Takes PURGE, and remembers the paths."""

    def __init__(self) -> None:
        self.purged: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Varnish

    def do_PURGE(self) -> None:
        self.server.purged.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def varnish(settings: Any) -> Iterator[Varnish]:
    server = Varnish()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": f"http://127.0.0.1:{server.server_port}",
        }
    }
    yield server
    server.shutdown()
    server.server_close()


def told(varnish: Varnish) -> set[str]:
    """The paths, once those who tell have done so."""
    for thread in threading.enumerate():
        if thread.name == "purging":
            thread.join(10)
    found = set(varnish.purged)
    varnish.purged.clear()
    return found


@pytest.mark.long
def test_a_cache_in_front_is_told_of_the_page_and_those_around_it(
    varnish: Varnish, page_at: PageFinder, commits: Commits
) -> None:
    page = page_at(MAINSTREAMING)
    with commits():
        page.save_revision().publish()
        assert told(varnish) == set()
    here = f"/en/{MAINSTREAMING}/"
    names = ("", "print/", "print/all/", "print.pdf", "feed.xml", "calendar.ics", "agenda/")
    around = {f"/en/{PORTAL}/archive/", f"/fr/{MAINSTREAMING}/"}
    assert {*(here + name for name in names), *around} <= told(varnish)
    # What stands below it in another language has become private, too.
    with commits():
        apart = page_at(f"{PORTAL}/archive/risk-assessment", "fr")
        apart.move(page_at(MAINSTREAMING, "fr"), "last-child")
    told(varnish)
    with commits():
        page.view_restrictions.create(restriction_type="login")
    below = {f"{here}agenda/", f"{here}session-1/print/", f"/fr/{MAINSTREAMING}/risk-assessment/"}
    assert {here, *below} <= told(varnish)
    # An original that is moved there takes its translations along, wherever these stand.
    with commits():
        demo = page_at(DEMO)
        translation = demo.get_translations().get(locale__language_code="fr")
        demo.move(page, "last-child")
    assert f"{translation.specific.get_url()}session-1/" in told(varnish)
