"""View and bulk action that apply originals' schedules to their translations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly
from translation.tree_sync import schedule_sync
from translation.tree_sync.consequences import effects


@require_http_methods(["GET", "HEAD", "POST"])
def follow_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Renders the confirmation; a POST applies the schedule. Raises PermissionDenied."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not schedule_sync.may_schedule(request.user, page):
        raise PermissionDenied
    if request.method == "POST":
        count = schedule_sync.follow(page, request.user)
        message = ngettext(
            "%(count)s translation follows the schedule.",
            "%(count)s translations follow the schedule.",
            count,
        )
        messages.success(request, message % {"count": count})
        return redirect("wagtailadmin_pages:edit", page.pk)
    rows = effects("schedule", page, request.user)
    context = {"page": page, "rows": rows, "following": sum(row.follows for row in rows)}
    return render(request, "translation/follow_schedule.html", context)


class FollowScheduleBulkAction(ExplorableOnly, PageBulkAction):
    """Applies the schedules of the selected originals to their translations."""

    display_name = _("Same schedule in all languages")
    action_type = "follow_schedule"
    aria_label = _("Give the translations of the selected pages the schedule of their originals")
    template_name = "translation/bulk_follow_schedule.html"
    action_priority = 70

    def check_perm(self, page: Page) -> bool:
        """Whether the user may schedule the page."""
        return not page.is_root() and schedule_sync.may_schedule(self.request.user, page)

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Applies the schedules. Returns the number of translations."""
        return sum(schedule_sync.follow(page.specific, user) for page in objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Returns the message with the number of translations."""
        message = ngettext(
            "%(count)s translation follows the schedule.",
            "%(count)s translations follow the schedule.",
            num_parent_objects,
        )
        return message % {"count": num_parent_objects}
