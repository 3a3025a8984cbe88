"""Bulk action “Translate in one go” of the page explorer."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from translation.checks import translation_querysets
from translation.permissions.hidden_titles.bulk_actions import ExplorableOnly


@hooks.register("register_bulk_action")
class TranslateInOneGo(ExplorableOnly, PageBulkAction):
    """Opens the workspace with the selected pages; changes nothing."""

    display_name = _("Translate in one go")
    action_type = "translate_in_one_go"
    aria_label = _("Open the selected pages in the translators’ workspace")
    template_name = "translation/workspace/bulk.html"
    action_priority = 55

    def check_perm(self, obj: Page) -> bool:
        """Whether the user works on a translation of the page in any language."""
        mine = translation_querysets.visible_to(self.request.user)
        return bool(mine.filter(source__object_id=obj.translation_key).exists())

    def form_valid(self, _form: Any) -> HttpResponse:
        """Redirects to the workspace."""
        pages, _without_access = self.get_actionable_objects()
        query = QueryDict(mutable=True)
        query.setlist("page", [str(page.pk) for page in pages])
        return redirect(f"{reverse('translation_workspace:workspace')}?{query.urlencode()}")

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """Required by Wagtail; not used, because `form_valid` returns the response."""
        return 0, 0
