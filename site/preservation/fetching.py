"""Fetches addresses of the site as an anonymous reader, through the site's own WSGI handler."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.core.wsgi import get_wsgi_application


@dataclass(frozen=True)
class Fetched:
    """What an address answers. `content` is empty unless the status is 200."""

    status: int
    content: bytes = b""
    media_type: str = ""
    location: str = ""
    """Where a redirect leads to."""


class Site:
    """The site at `origin`, for example "https://example.org", as readers see it."""

    def __init__(self, origin: str) -> None:
        self.origin = urlsplit(origin)
        self._application = get_wsgi_application()

    def fetch(self, path: str, query: str = "") -> Fetched:
        """GETs a path; files of /static/ and /media/ are read where the web server has them."""
        for prefix, read in ((settings.STATIC_URL, _static), (settings.MEDIA_URL, _media)):
            own = urlsplit(prefix).path
            if own and own != "/" and path.startswith(own):
                content = read(unquote(path[len(own) :]))
                return Fetched(404) if content is None else Fetched(200, content)
        return self._answer(path, query)

    def _answer(self, path: str, query: str) -> Fetched:
        head: list[tuple[str, dict[str, str]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_more: object) -> None:
            head.append((status, {name.lower(): value for name, value in headers}))

        body: Iterable[bytes] = self._application(self._environ(path, query), start_response)  # type: ignore[arg-type]
        try:
            content = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        status, headers = head[0]
        code = int(status.split()[0])
        media_type = headers.get("content-type", "").partition(";")[0]
        return Fetched(
            code, content if code == 200 else b"", media_type, headers.get("location", "")
        )

    def _environ(self, path: str, query: str) -> dict[str, object]:
        port = self.origin.port or (443 if self.origin.scheme == "https" else 80)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI wants the bytes of the path, each as a character.
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.origin.hostname or "localhost",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.origin.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.origin.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _static(name: str) -> bytes | None:
    try:
        if staticfiles_storage.exists(name):
            with staticfiles_storage.open(name) as file:
                return bytes(file.read())
        found = finders.find(name)
    except (SuspiciousOperation, OSError):
        return None
    return Path(str(found)).read_bytes() if found else None


def _media(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except (SuspiciousOperation, OSError):
        return None
