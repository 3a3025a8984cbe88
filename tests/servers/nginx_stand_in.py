"""A stand-in for the site behind a real nginx with the sample's snippets, and how to ask it."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

import pytest

from tests.servers.nginx import Nginx, find_binary

_addresses = count()


class StandIn:
    """What is answered by path, and what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[Any], HttpResponse]] = {}
        self.asked: Counter[str] = Counter()
        self.last: Mapping[str, str] = {}
        self.seconds = 0.0
        """How long an answer takes."""
        self.is_away = False
        """Whether connections end without an answer."""
        self._guard = threading.Lock()

    def answer(self, method: str, path: str, headers: Mapping[str, str]) -> HttpResponse:
        with self._guard:
            self.asked[path] += 1
            self.last = headers
        time.sleep(self.seconds)
        name = path.partition("?")[0]
        return self.pages[name](RequestFactory().generic(method, path, headers=headers))


@contextmanager
def served(site: StandIn) -> Iterator[int]:
    """Port of an HTTP server that answers as the stand-in says."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if site.is_away:
                self.close_connection = True
                return
            response = site.answer(self.command, self.path, dict(self.headers))
            response["Content-Length"] = str(len(response.content))
            self.send_response(response.status_code)
            for name, value in response.items():
                self.send_header(name, value)
            for cookie in response.cookies.values():
                self.send_header("Set-Cookie", cookie.OutputString())
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else response.content)

        do_POST = do_HEAD = do_GET  # noqa: N815 - as http.server names them

        def log_message(self, *_arguments: Any) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@contextmanager
def in_front_of(port: int, folder: Path) -> Iterator[Nginx]:
    if find_binary() is None:
        pytest.skip("nginx is not installed.")
    nginx = Nginx(folder, port, limits=True)
    nginx.start()
    yield nginx
    nginx.stop()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def state(self) -> str:
        """What nginx did: HIT, UPDATING and STALE without a question to the site."""
        return self.headers.get("X-Micro-Cache", "")


class Edge:
    """An nginx, and the stand-in behind it."""

    def __init__(self, nginx: Nginx, site: StandIn) -> None:
        self.site = site
        self._nginx = nginx

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Asks from an address that has not asked before: the limits are for each of them."""
        number = next(_addresses)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["X-Forwarded-For"] = f"10.0.{number // 256 % 256}.{number % 256}"
        connection = http.client.HTTPConnection("127.0.0.1", self._nginx.port, timeout=10)
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return Answer(response.status, dict(response.getheaders()), body)

    def begin_second(self) -> None:
        """Waits until a second has just begun, so that what follows falls into it."""
        time.sleep(1.05 - time.time() % 1)
