"""Bulk action “Make a work package” of the page explorer."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from translation.dashboard import package_permissions
from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly


@hooks.register("register_bulk_action")
class MakeWorkPackage(ExplorableOnly, PageBulkAction):
    """Opens the form of a new work package with the selected pages; changes nothing."""

    display_name = _("Make a work package")
    action_type = "make_work_package"
    aria_label = _("Make a work package of the selected pages")
    template_name = "translation/work_packages/bulk.html"
    action_priority = 57

    def check_perm(self, obj: Page) -> bool:
        """Whether the user edits the page's original."""
        usable = package_permissions.usable_pages(self.request.user)
        return bool(usable.filter(translation_key=obj.translation_key).exists())

    def form_valid(self, _form: Any) -> HttpResponse:
        """Redirects to the form."""
        pages, _without_access = self.get_actionable_objects()
        query = QueryDict(mutable=True)
        query.setlist("page", [str(page.pk) for page in pages])
        return redirect(f"{reverse('work_packages:add')}?{query.urlencode()}")

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """Required by Wagtail; not used, because `form_valid` returns the response."""
        return 0, 0
