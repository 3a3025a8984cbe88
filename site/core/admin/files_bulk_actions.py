"""Bulk actions of images and documents that name no file which the user may not choose.

The selection is a list of ids from the URL; Wagtail names those without permission, too.
"""

from typing import Any

from wagtail import hooks
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images

from core.admin.files_api import files_known_to


class KnownFilesNamed:
    """Mixin for the bulk actions of files."""

    request: Any
    model: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """As Wagtail's own, without files in whose collection the user has no permission."""
        files, others = super().get_actionable_objects()  # type: ignore[misc]
        ids = [file.pk for file in others["items_with_no_access"]]
        named = list(files_known_to(self.request.user, self.model).filter(pk__in=ids))
        return files, {**others, "items_with_no_access": named}


class ImageAddTags(KnownFilesNamed, of_images.AddTagsBulkAction):
    """Wagtail's bulk action “Tag” of images."""


class ImageAddToCollection(KnownFilesNamed, of_images.AddToCollectionBulkAction):
    """Wagtail's bulk action “Add to collection” of images."""


class ImageDelete(KnownFilesNamed, of_images.DeleteBulkAction):
    """Wagtail's bulk action “Delete” of images."""


class DocumentAddTags(KnownFilesNamed, of_documents.AddTagsBulkAction):
    """Wagtail's bulk action “Tag” of documents."""


class DocumentAddToCollection(KnownFilesNamed, of_documents.AddToCollectionBulkAction):
    """Wagtail's bulk action “Add to collection” of documents."""


class DocumentDelete(KnownFilesNamed, of_documents.DeleteBulkAction):
    """Wagtail's bulk action “Delete” of documents."""


# Registered after Wagtail's own: the last class registered for a name replaces the others.
for _action in (
    ImageAddTags,
    ImageAddToCollection,
    ImageDelete,
    DocumentAddTags,
    DocumentAddToCollection,
    DocumentDelete,
):
    hooks.register("register_bulk_action", _action, order=10)
