"""What never stands in a log line: addresses of readers, and secrets that travel in a path."""

import ipaddress
import re

HIDDEN = "(hidden)"
_ADDRESS = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]*[.:][0-9A-Fa-f:.]*[0-9A-Fa-f](?![\w])")
# The links in Wagtail's mails for a new password carry a token that opens an account.
_TOKEN = re.compile(r"(/password_reset/confirm/)[^\s\"']+")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def cleaned(text: str) -> str:
    """The text without network addresses, query strings and tokens."""
    text = _QUERY.sub(r"\1", _TOKEN.sub(rf"\1{HIDDEN}", text))
    return _ADDRESS.sub(lambda found: _hidden_if_address(found[0]), text)


def _hidden_if_address(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        # With a port, as in "127.0.0.1:8000".
        head, _, port = text.rpartition(":")
        return f"{_hidden_if_address(head)}:{port}" if head.count(".") == 3 else text
    return HIDDEN
