"""The formats of exported files."""

from collections.abc import Callable

from django.db.models import QuerySet

from wagtail_localize.models import Translation

from translation.files import po_export, xliff2_writing, xliff12_writing
from translation.files.documents import documents_of

Made = tuple[bytes, str, str]
"""Content, media type and ending."""


def po(translations: QuerySet[Translation]) -> Made:
    content = po_export.as_bytes(po_export.po_file(translations))
    return content, "text/x-gettext-translation; charset=utf-8", "po"


def po_archive(translations: QuerySet[Translation]) -> Made:
    return po_export.zip_file(translations), "application/zip", "zip"


def xliff_12(translations: QuerySet[Translation]) -> Made:
    return xliff12_writing.write(documents_of(translations)), "application/x-xliff+xml", "xlf"


def xliff_21(translations: QuerySet[Translation]) -> Made:
    return xliff2_writing.write(documents_of(translations)), "application/xliff+xml", "xlf"


LAYOUTS: dict[str, Callable[[QuerySet[Translation]], Made]] = {
    "po": po,
    "zip": po_archive,
    "xliff-1.2": xliff_12,
    "xliff-2.1": xliff_21,
}
