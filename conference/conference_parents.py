"""Portals and archives below which a user may add conferences."""

from typing import Any

from django.apps import apps
from django.conf import settings

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.admin import page_hiding_rules
from core.caching import request_cache

PORTAL, ARCHIVE = "capacity.PortalPage", "capacity.ArchivePage"


def allowed_parents(user: Any) -> list[Page]:
    """Returns portals and archives, in all languages, below which the user may add and publish.

    One query per request; none for users without such a permission.
    """
    return request_cache.for_user(
        user, "pages that receive conferences", lambda: _allowed_parents(user)
    )


def portal_for(user: Any) -> Page | None:
    """Returns the Portal in the site's own language if the user may add and publish below it."""
    return next((page for page in allowed_parents(user) if _is_portal(page)), None)


def may_add_conferences(user: Any, page: Page) -> bool:
    """Returns whether the user may add and publish below the page."""
    rights = page_hiding_rules.restrict(page.permissions_for_user(user))
    return bool(rights.can_add_subpage() and rights.can_publish_subpage())


def _allowed_parents(user: Any) -> list[Page]:
    policy = page_permission_policy
    if not all(policy.user_has_permission(user, action) for action in ("add", "publish")):
        return []
    # By name, to avoid an import cycle.
    kinds = [apps.get_model(name) for name in (PORTAL, ARCHIVE)]
    places = Page.objects.type(*kinds).select_related("locale").order_by("path")
    return [page for page in places if may_add_conferences(user, page)]


def _is_portal(page: Page) -> bool:
    is_portal = issubclass(page.specific_class or Page, apps.get_model(PORTAL))
    is_original = page.locale.language_code == settings.LANGUAGE_CODE and page.alias_of_id is None
    return is_portal and is_original
