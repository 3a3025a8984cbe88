"""Admin views of the "Cancel…" action."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from conference.cancelling import cancel
from conference.cancelling.forms import CancelForm
from conference.date_statements import opening_and_closing
from conference.models import ConferencePage


def _conference(request: HttpRequest, page_id: int) -> ConferencePage:
    """Returns the original; raises PermissionDenied if the user may not cancel it."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    original: ConferencePage = (asked.get_original() or asked).specific
    if not cancel.may_cancel(request.user, original):
        raise PermissionDenied
    return original


class CancelView(WagtailAdminTemplateMixin, FormView):
    """Asks for the reasons and cancels the conference, or corrects the reasons."""

    form_class = CancelForm
    template_name = "conference/admin/cancel.html"
    header_icon = "cross"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the conference; raises PermissionDenied if the user may not cancel it."""
        self.conference = _conference(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Adds the conference."""
        return {**super().get_form_kwargs(), "conference": self.conference}

    def form_valid(self, form: CancelForm) -> HttpResponse:
        """Saves, shows a message and redirects."""
        try:
            cancel.cancel(self.conference, form.reasons, self.request.user)
        except ValidationError as refusal:
            # It ended while the form was open.
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, gettext("The conference is cancelled in every language."))
        edit = reverse("wagtailadmin_pages:edit", args=[self.conference.pk])
        return redirect(get_valid_next_url_from_request(self.request) or edit)

    def form_invalid(self, form: CancelForm) -> HttpResponse:
        """Adds the error message."""
        messages.error(self.request, gettext("The conference was not cancelled."))
        return super().form_invalid(form)

    def get_page_title(self) -> str:
        """Returns the title of the screen."""
        return gettext("Cancel the conference")

    def get_page_subtitle(self) -> str:
        """Returns the conference's title."""
        return str(self.conference.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Returns the breadcrumbs of the explorer and this screen."""
        above = get_breadcrumbs_items_for_page(self.conference, self.request.user)
        return [*above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the conference, its dates, and the texts of the button."""
        is_cancelled = self.conference.cancelled_at is not None
        return {
            **super().get_context_data(**kwargs),
            "conference": self.conference,
            "instants": opening_and_closing(self.conference.schedule),
            "action_url": self.request.get_full_path(),
            "submit_button_label": gettext("Save") if is_cancelled else self.get_page_title(),
            "submit_button_active_label": gettext("Saving…"),
        }


@require_POST
def reinstate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Takes the cancellation back."""
    conference = _conference(request, page_id)
    cancel.reinstate(conference, request.user)
    messages.success(request, gettext("The conference takes place as announced."))
    return redirect("wagtailadmin_pages:edit", conference.pk)
