"""From which address a request comes, behind as many proxies as the operator says."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address, or None where nobody trustworthy knows it.

    Each trusted proxy appends to `X-Forwarded-For` whom it heard from. What a visitor writes
    there stands before that, and is never looked at.
    """
    hops = settings.TRUSTED_PROXY_COUNT
    if hops == 0:
        return _valid(request.META.get("REMOTE_ADDR", ""))
    heard = request.headers.get("X-Forwarded-For", "").split(",")
    return _valid(heard[-hops]) if len(heard) >= hops else None


def _valid(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
