"""Recognises the format of an uploaded file of terms, checks its size, and reads it."""

from django.utils.translation import gettext

from terms.files import csv_format, omegat_format, tbx_import
from terms.files.imported_rows import RefusedFileError, Row

MAX_BYTES = 1_000_000
MAX_TERMS = 20_000


def read(data: bytes, languages: tuple[str, str] | None = None) -> list[Row]:
    """Returns the rows of a TBX, CSV or glossary file; the first bytes tell the format.

    `languages` are the codes of a glossary's terms and translations, which the file does not have.
    Raises RefusedFileError where the file is too large, empty or invalid.
    """
    if len(data) > MAX_BYTES:
        message = gettext("The file is larger than %(limit)s MB.")
        raise RefusedFileError(message % {"limit": MAX_BYTES // 1_000_000})
    if not data.strip():
        raise RefusedFileError(gettext("The file is empty."))
    is_xml = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    rows = tbx_import.read(data) if is_xml else _read_text(_decoded(data), languages)
    if len(rows) > MAX_TERMS:
        message = gettext("The file has more than %(limit)s terms.")
        raise RefusedFileError(message % {"limit": MAX_TERMS})
    return rows


def _read_text(text: str, languages: tuple[str, str] | None) -> list[Row]:
    if not omegat_format.is_glossary(text):
        return csv_format.read(text)
    if languages is None:
        raise RefusedFileError(gettext("Say in which languages the glossary is."))
    return omegat_format.read(text, *languages)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        message = gettext("The file is not in UTF-8. Save it as “CSV UTF-8”, or as TBX.")
        raise RefusedFileError(message) from None
    if "\0" in text:
        raise RefusedFileError(gettext("The file is not a text file."))
    return text
