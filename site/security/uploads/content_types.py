"""Checks that a file's content matches its extension."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from security.uploads import zip_reading

# Markup that a browser would render or a server would run.
_ACTIVE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)\b", re.IGNORECASE)
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_HEADER_BYTES = 1024


def has_active_content(content: bytes) -> bool:
    """Whether the content has HTML, SVG, script or PHP markup."""
    return _ACTIVE.search(content) is not None


def matches_extension(name: str, file: IO[bytes]) -> bool:
    """False also for extensions that are not supported. The file is read and rewound."""
    check = _CHECKS.get(PurePath(name).suffix.lower())
    try:
        return check is not None and check(file)
    except zip_reading.UnsafeArchiveError:
        return False
    finally:
        file.seek(0)


def _header(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(_HEADER_BYTES)


def _is_pdf(file: IO[bytes]) -> bool:
    start = _header(file)
    return start.startswith(b"%PDF-") and not has_active_content(start)


def _is_rtf(file: IO[bytes]) -> bool:
    return _header(file).startswith(b"{\\rtf")


def _is_text(file: IO[bytes]) -> bool:
    """Text in UTF-8, UTF-16 with a byte order mark, or a legacy encoding; no markup, nothing
    binary.
    """
    file.seek(0)
    content = file.read()
    encoding = next(
        (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), ""
    )
    if encoding:
        text = content.decode(encoding, "replace")
        return "\0" not in text and not has_active_content(text.encode())
    return b"\0" not in content and not has_active_content(content)


def _is_office(folder: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        names = zip_reading.entry_names(file)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(folder) for name in names)
            and not any(name.lower().endswith("vbaproject.bin") for name in names)
        )

    return check


def _is_odt(file: IO[bytes]) -> bool:
    zip_reading.entry_names(file)
    return zip_reading.odf_mimetype(file) == "application/vnd.oasis.opendocument.text"


def _is_zip(file: IO[bytes]) -> bool:
    zip_reading.entry_names(file)
    return True


_CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    ".csv": _is_text,
    ".docx": _is_office("word/"),
    ".odt": _is_odt,
    ".pdf": _is_pdf,
    ".pptx": _is_office("ppt/"),
    ".rtf": _is_rtf,
    ".txt": _is_text,
    ".xlsx": _is_office("xl/"),
    ".zip": _is_zip,
}
