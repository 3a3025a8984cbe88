"""Decodes a file to text, also what browsers and web archives wrap a page in (MHTML)."""

import re
from email import message_from_bytes
from email.message import Message

from django.utils.translation import gettext, gettext_lazy

from legacy_import.parsing.errors import RefusedError

MAX_BYTES = 5 * 1024 * 1024
TOO_LARGE = gettext_lazy("The file is larger than 5 MB.")
BINARY = gettext_lazy("The file is not a page: it is binary, not text.")
WRONG_ENCODING = gettext_lazy("The file’s encoding is not known. Save it as UTF-8 and try again.")

# Magic bytes of binary formats.
BINARY_STARTS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0",
                 b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"MZ", b"\x7fELF")  # fmt: skip
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TEXT = re.compile(r"\w", re.UNICODE)
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
# Text in another alphabet, decoded as Windows-1252, is mostly accented letters.
MAX_SHARE_OF_ACCENTS = 0.3


def decode(data: bytes, stated: str = "") -> str:
    """Returns the text: by `stated`, byte order mark, declared charset, UTF-8 or Windows-1252.

    Raises RefusedError where it is too large, empty, binary or in another encoding.
    """
    if len(data) > MAX_BYTES:
        raise RefusedError(TOO_LARGE)
    if data.startswith(BINARY_STARTS):
        raise RefusedError(BINARY)
    text = (_strictly(data, stated) if stated else _decoded(data)).removeprefix("\ufeff")
    if _CONTROL.search(text):
        raise RefusedError(BINARY)
    if not _TEXT.search(text):
        raise RefusedError(gettext("The file holds no text."))
    return text


def _decoded(data: bytes) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, name)
    if (name := _wide(data)) != "":
        return _strictly(data, name)
    if b"\x00" in data:
        raise RefusedError(BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "cp1252"
    if name in ("utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "us-ascii"):
        # Pages that declare ISO 8859-1 were written on Windows, with its curly quotes.
        name = "cp1252"
    text = _strictly(data, name)
    if name == "cp1252" and _share_of_accents(text) > MAX_SHARE_OF_ACCENTS:
        raise RefusedError(WRONG_ENCODING)
    return text


def _wide(data: bytes) -> str:
    """Returns which UTF-16 without its mark it is, by where the zeros of Latin letters stand."""
    half = max(len(data) // 2, 1)
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < half * 0.4 or min(even, odd) > half * 0.02:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise RefusedError(WRONG_ENCODING) from error


def _share_of_accents(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha() or ord(letter) > 127]
    return sum(ord(letter) > 127 for letter in letters) / max(len(letters), 1)


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
