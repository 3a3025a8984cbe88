"""Who may import."""

from typing import Any

from django.apps import apps


def may_import(user: Any) -> bool:
    """Whoever may add and publish pages below a portal or an archive."""
    if not user.is_active:
        return False
    places = [
        page
        for name in ("capacity.PortalPage", "capacity.ArchivePage")
        for page in apps.get_model(name).objects.all()
    ]
    rights = [page.permissions_for_user(user) for page in places]
    allowed = any(each.can_add_subpage() and each.can_publish_subpage() for each in rights)
    return bool(user.is_superuser or allowed)
