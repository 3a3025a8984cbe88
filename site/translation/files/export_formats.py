"""Registry of the export formats: PO, PO in a ZIP archive, XLIFF 1.2 and 2.1."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet

from wagtail_localize.models import Translation

from translation.files import po_export
from translation.files.export_data import documents_of
from translation.files.xliff_export import Xliff2, Xliff12

Made = tuple[bytes, str, str]
"""Content, media type and file extension."""


def po(translations: QuerySet[Translation]) -> Made:
    """Returns one PO file."""
    content = po_export.as_bytes(po_export.po_file(translations))
    return content, "text/x-gettext-translation; charset=utf-8", "po"


def po_archive(translations: QuerySet[Translation]) -> Made:
    """Returns a ZIP archive with a PO file for each page."""
    return po_export.zip_file(translations), "application/zip", "zip"


def xliff(writer: Xliff12 | Xliff2, kind: str, translations: QuerySet[Translation]) -> Made:
    """Returns an XLIFF file of the writer's version."""
    return writer.write(documents_of(translations)), kind, "xlf"


EXPORT_FORMATS: dict[str, Callable[[QuerySet[Translation]], Made]] = {
    "po": po,
    "zip": po_archive,
    "xliff-1.2": partial(xliff, Xliff12(), "application/x-xliff+xml"),
    "xliff-2.1": partial(xliff, Xliff2(), "application/xliff+xml"),
}
