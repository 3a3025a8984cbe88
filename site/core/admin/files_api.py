"""Admin API endpoints of images and documents, without files that the user may not choose.

Wagtail's own name every file to whoever may enter the admin.
"""

from typing import Any

from django.db.models import QuerySet

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
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
