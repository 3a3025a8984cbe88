"""Removes IP addresses, query strings and tokens from log messages."""

import ipaddress
import re

REDACTED = "(hidden)"
_ADDRESS = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]*[.:][0-9A-Fa-f:.]*[0-9A-Fa-f](?![\w])")
# Wagtail's password reset links contain a token that gives access to the account.
_TOKEN = re.compile(r"(/password_reset/confirm/)[^\s\"']+")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def scrub(text: str) -> str:
    """Returns the text without IP addresses, query strings and password reset tokens."""
    text = _QUERY.sub(r"\1", _TOKEN.sub(rf"\1{REDACTED}", text))
    return _ADDRESS.sub(lambda found: _redact_address(found[0]), text)


def _redact_address(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        # With a port, such as "127.0.0.1:8000".
        head, _, port = text.rpartition(":")
        return f"{_redact_address(head)}:{port}" if head.count(".") == 3 else text
    return REDACTED
