"""Hides titles of unreadable drafts where Wagtail displays them without a permission check."""

from collections.abc import Callable
from typing import Any

from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from core.admin.checked_publishing import CheckedPagesAPI
from translation.permissions import draft_visibility


def admin_display_title(stock: Callable[[Page], str]) -> Callable[[Page], str]:
    """Returns the replacement for `Page.get_admin_display_title`.

    For users who may not read the draft, a public page has its published title.
    """

    def get_admin_display_title(self: Page) -> str:
        if self.live and self.draft_title != self.title:
            user = get_active_log_context().user
            if user is not None and not draft_visibility.may_read_draft(user, self):
                return str(self.title)
        return stock(self)

    return get_admin_display_title


class VisibleTranslationsField(PageTranslationsField):
    """API field of translations, without drafts the user may not see."""

    def to_representation(self, page: Page) -> Any:
        """As Wagtail's own, without drafts the user may not see."""
        rows = super().to_representation(page)
        pages = Page.objects.filter(pk__in=[row["id"] for row in rows])
        choosable = draft_visibility.choosable(pages, self.context["request"])
        known = set(choosable.values_list("pk", flat=True))
        return [row for row in rows if row["id"] in known]


class VisibleTranslationsSerializer(AdminPageSerializer):
    """Wagtail's admin page serializer with the filtered translations field."""

    translations = VisibleTranslationsField(read_only=True)


class VisiblePagesAPI(CheckedPagesAPI):
    """Admin API endpoint for pages with the filtered serializer."""

    base_serializer_class = VisibleTranslationsSerializer
