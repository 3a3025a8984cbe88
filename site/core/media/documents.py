"""Files of the library as readers get them: with type, size and language, never read from disk."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from django.utils.translation import get_language_info

from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from core.languages.language_names import language_choices
from core.pages.public_querysets import readable_documents


@dataclass(frozen=True)
class LibraryFile:
    """One file in one language."""

    document: AbstractDocument
    language: str
    """A language code, not necessarily one of the site's own."""

    @property
    def url(self) -> str:
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
        """Bytes, as they were when the file was stored; None where nobody knew."""
        size: int | None = self.document.file_size
        return size

    @property
    def language_name(self) -> str:
        """In the reader's language."""
        return str(dict(language_choices()).get(self.language, self.language))

    @property
    def autonym(self) -> str:
        """In the file's own language, for example "français"."""
        return str(get_language_info(self.language)["name_local"]).lower()

    @property
    def direction(self) -> str:
        """The writing direction of the file's language."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


def is_readable(document: AbstractDocument) -> bool:
    """Whether everybody may have it. Costs a query where `preloading` has not fetched it."""
    known: bool | None = getattr(document, "is_readable", None)
    if known is not None:
        return known
    return readable_documents(type(document)._default_manager.filter(pk=document.pk)).exists()


def connect() -> None:
    """Wagtail's forms note the size of an upload; what comes another way is measured here."""
    pre_save.connect(_note_size, sender=get_document_model(), dispatch_uid="core.documents")


def _note_size(
    instance: Any, update_fields: frozenset[str] | None = None, **_kwargs: type[Model]
) -> None:
    if not instance.file or (update_fields is not None and "file" not in update_fields):
        return
    try:
        instance.file_size = instance.file.size
    except OSError:
        # The file is missing from the storage; the size last known is the best there is.
        return
