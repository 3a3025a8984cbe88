"""Takes a page out of what it was saved in: MHTML, web archives, copies in a single file."""

import re
from email import message_from_bytes
from email.message import Message

from django.utils.translation import gettext

from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.text_decoding import decode

_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_TOOLBAR = re.compile(
    r"<!--\s*BEGIN WAYBACK TOOLBAR INSERT\s*-->.*?<!--\s*END WAYBACK TOOLBAR INSERT\s*-->",
    re.I | re.S,
)
_ARCHIVED = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org(?::\d+)?)?/web/\d{14}(?:[a-z]{2}_)?/(?=https?:/|//|mailto:)",
    re.I,
)
_ARCHIVE_LINE = re.compile(r"^\s*The Wayback Machine - \S*\s*$", re.M)


def text_of_copy(data: bytes) -> tuple[str, str]:
    """Returns the page's text and the address that its wrapping states, or "".

    Raises RefusedError where it has no page, or its encoding is unknown.
    """
    address = ""
    if _MHTML.search(data[:4000]):
        part = _page_of(message_from_bytes(data))
        address = str(part["Content-Location"] or "").strip()
        payload = part.get_payload(decode=True)
        text = decode(payload if isinstance(payload, bytes) else b"", _charset(part))
    else:
        text = decode(data)
    text = _ARCHIVED.sub("", _TOOLBAR.sub("", text))
    return _ARCHIVE_LINE.sub("", text), _ARCHIVED.sub("", address)


def _page_of(message: Message) -> Message:
    """Returns the first part with text: the page itself stands before its frames and pictures."""
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in message.walk():
            if part.get_content_type() == kind:
                return part
    raise RefusedError(gettext("The file holds no text."))


def _charset(part: Message) -> str:
    charset = part.get_content_charset() or ""
    # Browsers write what they saved as UTF-8, without saying so.
    return charset if charset != "us-ascii" else ""
