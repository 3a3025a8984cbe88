"""Documents of the library: type, size and language without reading them from disk, and serving."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language_info

from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views.serve import serve as serve_by_wagtail

from core.languages.language_names import language_name
from core.pages.public_querysets import readable_documents
from core.text.bidi_isolation import direction_of


@dataclass(frozen=True)
class LibraryFile:
    """One file in one language."""

    document: AbstractDocument
    language: str
    """A language code, not necessarily one of the site's own."""

    @property
    def url(self) -> str:
        """The file's URL."""
        return str(self.document.url)

    @property
    def media_type(self) -> str:
        """For example "application/pdf"."""
        return str(self.document.content_type)

    @property
    def type_name(self) -> str:
        """The file's type as readers know it, for example "PDF"."""
        return PurePath(self.document.file.name).suffix.lstrip(".").upper()

    @property
    def size(self) -> int | None:
        """Size in bytes as recorded when the file was stored; None if unknown."""
        size: int | None = self.document.file_size
        return size

    @property
    def language_name(self) -> str:
        """The file's language in the reader's language."""
        return language_name(self.language)

    @property
    def autonym(self) -> str:
        """The file's language in that language itself, for example "français"."""
        return str(get_language_info(self.language)["name_local"]).lower()

    @property
    def direction(self) -> str:
        """The writing direction of the file's language: "ltr" or "rtl"."""
        return direction_of(self.language)


def is_readable(document: AbstractDocument) -> bool:
    """Returns whether the document is public. Costs a query unless it was prefetched."""
    known: bool | None = getattr(document, "is_readable", None)
    if known is not None:
        return known
    return readable_documents(type(document)._default_manager.filter(pk=document.pk)).exists()


def connect() -> None:
    """Connects the signal that records file sizes: Wagtail does so only in its forms."""
    pre_save.connect(_note_size, sender=get_document_model(), dispatch_uid="core.documents")


def _note_size(
    instance: Any, update_fields: frozenset[str] | None = None, **_kwargs: type[Model]
) -> None:
    if not instance.file or (update_fields is not None and "file" not in update_fields):
        return
    try:
        instance.file_size = instance.file.size
    except OSError:
        # The file is missing from the storage: the last recorded size stays.
        return


def serve(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """As Wagtail's own; `no-store` unless the document is public.

    Without the invalid header `Content-Encoding: None` of Wagtail's view, which strict clients
    refuse; `tests/core/test_document_view.py` reports when Wagtail has fixed it.
    """
    response: Any = serve_by_wagtail(request, document_id, filename)
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    documents = get_document_model()._default_manager.filter(pk=document_id)
    if not readable_documents(documents).exists():
        # Also on a shared computer nothing is left of it.
        response["Cache-Control"] = "private, no-store"
    return response
