"""Registry of the export formats: PO, PO in a ZIP archive, XLIFF 1.2 and 2.1."""

from collections.abc import Callable

from django.db.models import QuerySet

from wagtail_localize.models import Translation

from translation.files import po_export, xliff2_export, xliff12_export
from translation.files.export_documents import documents_of

Made = tuple[bytes, str, str]
"""Content, media type and file extension."""


def po(translations: QuerySet[Translation]) -> Made:
    """Returns one PO file: content, content type and file extension."""
    content = po_export.as_bytes(po_export.po_file(translations))
    return content, "text/x-gettext-translation; charset=utf-8", "po"


def po_archive(translations: QuerySet[Translation]) -> Made:
    """Returns a ZIP archive with a PO file for each page."""
    return po_export.zip_file(translations), "application/zip", "zip"


def xliff_12(translations: QuerySet[Translation]) -> Made:
    """Returns an XLIFF 1.2 file."""
    return xliff12_export.write(documents_of(translations)), "application/x-xliff+xml", "xlf"


def xliff_21(translations: QuerySet[Translation]) -> Made:
    """Returns an XLIFF 2.1 file."""
    return xliff2_export.write(documents_of(translations)), "application/xliff+xml", "xlf"


EXPORT_FORMATS: dict[str, Callable[[QuerySet[Translation]], Made]] = {
    "po": po,
    "zip": po_archive,
    "xliff-1.2": xliff_12,
    "xliff-2.1": xliff_21,
}
