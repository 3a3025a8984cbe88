"""The same for a selection of pages in the explorer."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly
from translation.tree_sync import schedule_sync


class FollowScheduleBulkAction(ExplorableOnly, PageBulkAction):
    display_name = _("Same schedule in all languages")
    action_type = "follow_schedule"
    aria_label = _("Give the translations of the selected pages the schedule of their originals")
    template_name = "translation/bulk_follow_schedule.html"
    action_priority = 70

    def check_perm(self, page: Page) -> bool:
        return not page.is_root() and schedule_sync.may_schedule(self.request.user, page)

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        return sum(schedule_sync.follow(page.specific, user) for page in objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        message = ngettext(
            "%(count)s translation follows the schedule.",
            "%(count)s translations follow the schedule.",
            num_parent_objects,
        )
        return message % {"count": num_parent_objects}
