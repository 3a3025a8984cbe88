"""What pages are called in the admin, where Wagtail asks nobody."""

from collections.abc import Callable
from typing import Any

from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.admin.checked_publishing import CheckedPagesAPI
from core.monkeypatch import replace
from translation.permissions import draft_visibility


def install() -> None:
    replace(Page, "get_admin_display_title", _title)
    replace(PageBulkAction, "get_actionable_objects", _actionable)


def _title(stock: Callable[[Page], str]) -> Callable[[Page], str]:
    """A public page has its public title for those who may not read the draft of another."""

    def get_admin_display_title(self: Page) -> str:
        if self.live and self.draft_title != self.title:
            user = get_active_log_context().user
            if user is not None and not draft_visibility.may_read_draft(user, self):
                return str(self.title)
        return stock(self)

    return get_admin_display_title


def _actionable(stock: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A selection is any list of numbers: it names those without a right, too."""

    def get_actionable_objects(self: Any) -> Any:
        objects, others = stock(self)
        pages = others["items_with_no_access"]
        if not pages:
            return objects, others
        explorable = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        numbers = [page.pk for page in pages]
        known = set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
        named = [page for page in pages if page.pk in known]
        return objects, {**others, "items_with_no_access": named}

    return get_actionable_objects


class DiscreetTranslationsField(PageTranslationsField):
    """Without the drafts in languages that are not the user's."""

    def to_representation(self, page: Page) -> Any:
        rows = super().to_representation(page)
        pages = Page.objects.filter(pk__in=[row["id"] for row in rows])
        choosable = draft_visibility.choosable(pages, self.context["request"])
        known = set(choosable.values_list("pk", flat=True))
        return [row for row in rows if row["id"] in known]


class DiscreetPageSerializer(AdminPageSerializer):
    translations = DiscreetTranslationsField(read_only=True)


class DiscreetPages(CheckedPagesAPI):
    base_serializer_class = DiscreetPageSerializer
