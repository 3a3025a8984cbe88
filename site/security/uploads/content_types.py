"""Whether a file is what the end of its name says, judged by its content."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from security.uploads import zip_inspection

# What makes a browser take something for a page, or a server for a program.
_ACTIVE = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)\b", re.IGNORECASE)
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_START = 1024


def holds_active_content(content: bytes) -> bool:
    return _ACTIVE.search(content) is not None


def is_what_it_says(name: str, file: IO[bytes]) -> bool:
    """False also for a kind that the table does not know. The file is read, and rewound."""
    check = _CHECKS.get(PurePath(name).suffix.lower())
    try:
        return check is not None and check(file)
    except zip_inspection.UnsafeArchiveError:
        return False
    finally:
        file.seek(0)


def _start(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(_START)


def _is_pdf(file: IO[bytes]) -> bool:
    start = _start(file)
    return start.startswith(b"%PDF-") and not holds_active_content(start)


def _is_rtf(file: IO[bytes]) -> bool:
    return _start(file).startswith(b"{\\rtf")


def _is_text(file: IO[bytes]) -> bool:
    """Text in UTF-8, UTF-16 with a mark, or an older encoding; no page, nothing binary."""
    file.seek(0)
    content = file.read()
    encoding = next(
        (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), ""
    )
    if encoding:
        text = content.decode(encoding, "replace")
        return "\0" not in text and not holds_active_content(text.encode())
    return b"\0" not in content and not holds_active_content(content)


def _is_office(folder: str) -> Callable[[IO[bytes]], bool]:
    """A document of Word, Excel or PowerPoint, without macros."""

    def check(file: IO[bytes]) -> bool:
        names = zip_inspection.names_in(file)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(folder) for name in names)
            and not any(name.lower().endswith("vbaproject.bin") for name in names)
        )

    return check


def _is_odt(file: IO[bytes]) -> bool:
    zip_inspection.names_in(file)
    return zip_inspection.mimetype_in(file) == "application/vnd.oasis.opendocument.text"


def _is_zip(file: IO[bytes]) -> bool:
    zip_inspection.names_in(file)
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
