"""Overrides Wagtail's workflow action view to run the checks before a translation is approved.

Approving publishes, and Wagtail has no hook there; `config.urls` includes these URLs before
Wagtail's own.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.pages.workflow import WorkflowActionView

from core.pages.publish_validation import refusal_from
from translation import translation_querysets
from translation.checks import publish_confirmation
from translation.checks.check_results import CheckResults, check_results_of
from translation.permissions.hidden_titles.guarded_urls import explores, guarded
from translation.tree_sync import schedule_sync


class CheckedWorkflowAction(WorkflowActionView):
    """Wagtail's workflow action view; shows the confirmation page if the checks find problems."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Wagtail's own: the modal for a comment."""
        results = self._results()
        if results is not None and results.errors:
            return self._in_modal(request, results)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Wagtail's own, unless the checks find unconfirmed problems."""
        results = self._results()
        if results is None or publish_confirmation.passes(request, results):
            return self._act(request, *args, **kwargs)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self._in_modal(request, results)
        return publish_confirmation.respond(request, results, back=self.redirect_url)

    def _act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Performs the action; redirects to the same page as publishing in the editor."""
        try:
            with transaction.atomic():
                done = super().post(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, refusal_from(self.object, error).sentence)
            return self._lead_to(self.redirect_url)
        page = self.object.specific_class.objects.get(pk=self.object.pk)
        if self.action_name == "approve" and schedule_sync.leads_on(page, request.user):
            return self._lead_to(reverse("all_languages:schedule", args=[page.pk]))
        return done

    def _lead_to(self, url: str) -> HttpResponse:
        """Returns a redirect; in a modal as JSON, because its script does not follow redirects."""
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": url})
        return redirect(url)

    def _results(self) -> CheckResults | None:
        if self.action_name != "approve":
            return None
        return check_results_of(translation_querysets.of(self.object))

    def _in_modal(self, request: HttpRequest, results: CheckResults) -> HttpResponse:
        context = publish_confirmation.context(request, results, self.redirect_url)
        template = "translation/checks/ask_in_modal.html"
        return render_modal_workflow(request, template, None, context, json_data={"step": "action"})


urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        never_cache(require_admin_access(guarded(CheckedWorkflowAction.as_view(), explores))),
    ),
]
