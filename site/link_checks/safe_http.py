"""HTTP client that refuses private network addresses (protection against SSRF).

A name is looked up once, all that it stands for must be public, and the connection goes to the very
address that was judged. Redirects are judged anew. Nothing of an answer's body is read, except of
robots.txt.
"""

import http.client
import ipaddress
import socket
import ssl
import string
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

# For one step (connecting, sending, reading a line), and for a whole answer; in seconds.
STEP, WHOLE = 8, 20
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
# Public by their own numbers, though they may stand for private ones (NAT64, 6to4, Teredo).
TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32")]
# Somebody answers, but not to HEAD.
NO_HEAD = {400, 403, 404, 405, 406, 501}


class UnsafeAddressError(Exception):
    """The address is none of the public web."""


@dataclass(frozen=True)
class Answer:
    """The response of another site; `body` is empty except for robots.txt."""

    status: int
    location: str = ""
    body: bytes = b""

    @property
    def leads_on(self) -> bool:
        """Return whether the response is a redirect with a target."""
        return self.status in (301, 302, 303, 307, 308) and bool(self.location)


def is_public(text: str) -> bool:
    """Whether a network address is one of the public Internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(str(mapped))
    if address.version == 6 and any(address in net for net in TUNNELS):
        return False
    return address.is_global and not address.is_multicast


def final_status(url: str, ask: Callable[[str], None]) -> int:
    """The status at the end of the redirects. HEAD first; GET where that is not answered well.

    `ask` is called with each address before each request to it, and may raise to forbid it. Raises
    that, UnsafeAddressError, OSError or http.client.HTTPException.
    """

    def request(address: str) -> Answer:
        ask(address)
        answer = fetch(address, "HEAD")
        if answer.status not in NO_HEAD:
            return answer
        ask(address)
        return fetch(address, "GET")

    return _at_the_end(url, request).status


def text_at(url: str, most_bytes: int) -> Answer:
    """The same of a text, with its beginning."""
    return _at_the_end(url, lambda address: fetch(address, "GET", most_bytes))


def _at_the_end(url: str, request: Callable[[str], Answer]) -> Answer:
    for _step in range(MOST_REDIRECTS + 1):
        answer = request(url)
        if not answer.leads_on:
            return answer
        url = urljoin(url, answer.location)
    raise http.client.HTTPException("too many redirects")


def fetch(url: str, method: str, most_bytes: int = 0) -> Answer:
    """One request; redirects are not followed. Reads at most so many bytes of the body.

    Raises UnsafeAddressError, OSError or http.client.HTTPException.
    """
    parts = _judged(url)
    connection = _Connection(parts.scheme, parts.hostname or "", parts.port)
    too_late = Timer(WHOLE, connection.abort)
    too_late.start()
    try:
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {"User-Agent": settings.LINK_CHECK_USER_AGENT, "Accept": "*/*"}
        connection.request(method, _ascii(target), headers=headers)
        response = connection.getresponse()
        body = response.read(most_bytes) if most_bytes else b""
        return Answer(response.status, response.headers.get("Location", ""), body)
    except (ValueError, AttributeError) as error:
        # What an answer or an abandoned socket makes http.client stumble over.
        raise http.client.HTTPException(str(error)) from error
    finally:
        too_late.cancel()
        connection.close()


def _judged(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnsafeAddressError(url) from error
    standard = port in (None, PORTS.get(parts.scheme))
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise UnsafeAddressError(url)
    if not standard and not settings.LINK_CHECK_PRIVATE_ADDRESSES:
        raise UnsafeAddressError(url)
    return parts


def _ascii(target: str) -> str:
    """As it goes over the line; spaces and letters of any language are encoded."""
    encoded = quote(target, safe=string.punctuation)
    return encoded if encoded.startswith("/") else f"/{encoded}"


class _Connection(http.client.HTTPConnection):
    """To a network address that was judged; the name is used for certificate and Host only."""

    def __init__(self, scheme: str, host: str, port: int | None) -> None:
        super().__init__(host, port or PORTS[scheme], timeout=STEP)
        self.scheme = scheme

    def connect(self) -> None:
        self.sock = socket.create_connection(
            (_public_address(self.host, self.port), self.port), STEP
        )
        if self.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """From another thread, when the whole takes too long."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _public_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise UnsafeAddressError(host) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not settings.LINK_CHECK_PRIVATE_ADDRESSES and not all(map(is_public, addresses)):
        raise UnsafeAddressError(host)
    return addresses[0]
