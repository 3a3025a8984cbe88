"""Fetches addresses of the site as an anonymous reader, with Django's client, without a server."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.test import Client


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
        self._client = Client(raise_request_exception=False, headers={"host": self.origin.netloc})

    def fetch(self, path: str, query: str = "") -> Fetched:
        """GETs a path; files of /static/ and /media/ are read where the web server has them."""
        for prefix, read in ((settings.STATIC_URL, _static), (settings.MEDIA_URL, _media)):
            own = urlsplit(prefix).path
            if own and own != "/" and path.startswith(own):
                content = read(unquote(path[len(own) :]))
                return Fetched(404) if content is None else Fetched(200, content)
        return self._answer(path, query)

    def _answer(self, path: str, query: str) -> Fetched:
        is_secure = self.origin.scheme == "https"
        port = self.origin.port or (443 if is_secure else 80)
        url = self.origin._replace(path=path, query=query).geturl()
        response = self._client.get(url, secure=is_secure, SERVER_PORT=str(port))
        # Each page is read as by somebody who comes for the first time.
        self._client.cookies.clear()
        return Fetched(
            response.status_code,
            response.getvalue() if response.status_code == 200 else b"",
            response.headers.get("Content-Type", "").partition(";")[0],
            response.headers.get("Location", ""),
        )


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
