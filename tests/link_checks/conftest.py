"""Another site on this machine, to which the setting for tests lets links lead; a linked page."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wagtail.models import Page

import pytest

from tests.conftest import PageFinder


class OtherSite:
    """`answers`: path → status, or the address of a redirect. `asked`: method, path and agent."""

    def __init__(self) -> None:
        self.answers: dict[str, int | str] = {}
        self.robots = ""
        self.asked: list[tuple[str, str, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def paths(self) -> list[str]:
        return [path for _method, path, _agent in self.asked]

    def _handler(site: "OtherSite") -> type[BaseHTTPRequestHandler]:  # noqa: N805 - it is its own
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.respond()

            def do_GET(self) -> None:
                self.respond()

            def respond(self) -> None:
                site.asked.append((self.command, self.path, self.headers["User-Agent"]))
                robots = self.path == "/robots.txt"
                found = (200 if site.robots else 404) if robots else site.answers[self.path]
                self.send_response(found if isinstance(found, int) else 302)
                if isinstance(found, str):
                    self.send_header("Location", found)
                self.end_headers()
                if robots and site.robots:
                    self.wfile.write(site.robots.encode())

            def log_message(self, *_args: Any) -> None:
                """Says nothing."""

        return Handler


@pytest.fixture
def other_site(settings: Any) -> Iterator[OtherSite]:
    settings.LINK_CHECK_PRIVATE_ADDRESSES = True
    settings.LINK_CHECK_DELAY = 0.01
    site = OtherSite()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def linked(page_at: PageFinder) -> Page:
    """ "Privacy", to which "Terms of use" leads."""
    privacy, terms = page_at("privacy"), page_at("terms-of-use")
    terms.body = [("paragraph", f'<p><a linktype="page" id="{privacy.pk}">Privacy</a></p>')]
    terms.save_revision().publish()
    return privacy
