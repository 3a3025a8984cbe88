"""Decodes the bytes of a file to text."""

import re

from django.utils.translation import gettext

from legacy_import.parsing.errors import RefusedError

MAX_BYTES = 5 * 1024 * 1024

# Magic bytes of binary formats.
BINARY_STARTS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0",
                 b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"MZ", b"\x7fELF")  # fmt: skip
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TEXT = re.compile(r"\w", re.UNICODE)
# Text in another alphabet, decoded as Windows-1252, is mostly accented letters.
MAX_SHARE_OF_ACCENTS = 0.3


def decode(data: bytes, stated: str = "") -> str:
    """Returns the text: by `stated`, byte order mark, declared charset, UTF-8 or Windows-1252.

    Raises RefusedError where it is too large, empty, binary or in another encoding.
    """
    if len(data) > MAX_BYTES:
        raise RefusedError(gettext("The file is larger than 5 MB."))
    if data.startswith(BINARY_STARTS):
        raise RefusedError(gettext("The file is not a page: it is binary, not text."))
    text = (_strictly(data, stated) if stated else _decoded(data)).removeprefix("\ufeff")
    if _CONTROL.search(text):
        raise RefusedError(gettext("The file is not a page: it is binary, not text."))
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
        raise RefusedError(gettext("The file is not a page: it is binary, not text."))
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
        raise RefusedError(_wrong_encoding())
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
        raise RefusedError(_wrong_encoding()) from error


def _share_of_accents(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha() or ord(letter) > 127]
    return sum(ord(letter) > 127 for letter in letters) / max(len(letters), 1)


def _wrong_encoding() -> str:
    return gettext("The file’s encoding is not known. Save it as UTF-8 and try again.")
