"""Admin API and bulk actions of images and documents, without files that the user may not choose.

Wagtail's own name every file to whoever may enter the admin.
"""

from typing import Any

from django.db.models import QuerySet

from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views import bulk_actions as of_images
from wagtail.permissions import policy_registry

PERMISSIONS = ["add", "change", "delete", "choose"]


def files_known_to(user: Any, model: Any) -> QuerySet[Any]:
    """Returns the images or documents in collections in which the user has any permission."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, PERMISSIONS)
    return found


class KnownFilesOnly:
    """Mixin: narrows an endpoint to files in collections in which the user has a permission."""

    model: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """As Wagtail's own, narrowed."""
        files: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        known = files_known_to(self.request.user, self.model)
        return files.filter(pk__in=known.order_by().values("pk"))


class KnownImagesAPI(KnownFilesOnly, ImagesAdminAPIViewSet):
    """Endpoint of images."""


class KnownDocumentsAPI(KnownFilesOnly, DocumentsAdminAPIViewSet):
    """Endpoint of documents."""


class KnownFilesNamed:
    """Mixin for the bulk actions of files.

    The selection is a list of ids from the URL.
    """

    request: Any
    model: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """As Wagtail's own, without files in whose collection the user has no permission."""
        files, others = super().get_actionable_objects()  # type: ignore[misc]
        ids = [file.pk for file in others["items_with_no_access"]]
        named = list(files_known_to(self.request.user, self.model).filter(pk__in=ids))
        return files, {**others, "items_with_no_access": named}


# Registered after Wagtail's own: the last class registered for a name replaces the others.
for _stock in (
    of_images.AddTagsBulkAction,
    of_images.AddToCollectionBulkAction,
    of_images.DeleteBulkAction,
    of_documents.AddTagsBulkAction,
    of_documents.AddToCollectionBulkAction,
    of_documents.DeleteBulkAction,
):
    _action = type(_stock.__name__, (KnownFilesNamed, _stock), {"__doc__": _stock.__doc__})
    hooks.register("register_bulk_action", _action, order=10)
