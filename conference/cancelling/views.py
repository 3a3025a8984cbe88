"""Admin views of the "Cancel…" action."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST

from wagtail.admin import messages

from conference.cancelling import cancel
from conference.cancelling.forms import CancelForm
from conference.decision_views import DecisionView, original_of
from conference.models import ConferencePage


class CancelView(DecisionView):
    """Asks for the reasons and cancels the conference, or corrects the reasons."""

    form_class = CancelForm
    template_name = "conference/admin/cancel.html"
    header_icon = "cross"

    def may_decide(self, user: Any, original: ConferencePage) -> bool:
        """Returns whether the user may cancel the conference."""
        return cancel.may_cancel(user, original)

    def form_valid(self, form: CancelForm) -> HttpResponse:
        """Saves, shows a message and redirects."""
        try:
            cancel.cancel(self.conference, form.reasons, self.request.user)
        except ValidationError as refusal:
            # It ended while the form was open.
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, gettext("The conference is cancelled in every language."))
        return redirect(self.get_success_url())

    def get_error_message(self) -> str:
        """Returns the message for an invalid form."""
        return gettext("The conference was not cancelled.")

    def get_page_title(self) -> str:
        """Returns the title of the screen."""
        return gettext("Cancel the conference")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As the base class; the button saves where the conference is cancelled already."""
        context = super().get_context_data(**kwargs)
        if self.conference.cancelled_at is not None:
            context["submit_button_label"] = pgettext("button", "Save")
        return context


@require_POST
def reinstate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Takes the cancellation back; raises PermissionDenied if the user may not cancel."""
    conference = original_of(page_id)
    if not cancel.may_cancel(request.user, conference):
        raise PermissionDenied
    cancel.reinstate(conference, request.user)
    messages.success(request, gettext("The conference takes place as announced."))
    return redirect("wagtailadmin_pages:edit", conference.pk)
