"""Client IP address of a request behind trusted proxies."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address, or None where it is unknown.

    Each of the TRUSTED_PROXY_COUNT proxies appends the address of its peer to `X-Forwarded-For`;
    what the client sent comes before that and is ignored.
    """
    hops = settings.TRUSTED_PROXY_COUNT
    if hops == 0:
        return _parse_ip(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    return _parse_ip(forwarded[-hops]) if len(forwarded) >= hops else None


def _parse_ip(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
