"""Base of the admin's screens for decisions that take effect in every language at once."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.generic import FormView

from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from conference.date_statements import opening_and_closing
from conference.models import ConferencePage


def original_of(page_id: int) -> ConferencePage:
    """Returns the original of the conference with this id; raises Http404 where there is none."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    original: ConferencePage = (asked.get_original() or asked).specific
    return original


class DecisionView(WagtailAdminTemplateMixin, FormView, ABC):
    """Asks for what the decision needs; a subclass records it in `form_valid`.

    `form_class` takes the argument `conference`.
    """

    @abstractmethod
    def may_decide(self, user: Any, original: ConferencePage) -> bool:
        """Returns whether the user may take this decision."""

    @abstractmethod
    def get_error_message(self) -> str:
        """Returns the message for an invalid form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the conference; raises PermissionDenied if the user may not decide about it."""
        self.conference = original_of(kwargs["page_id"])
        if not self.may_decide(request.user, self.conference):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Adds the conference."""
        return {**super().get_form_kwargs(), "conference": self.conference}

    def form_invalid(self, form: Any) -> HttpResponse:
        """Adds the error message."""
        messages.error(self.request, self.get_error_message())
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """Returns the valid `next` URL of the request, else the edit view."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.conference.pk])
        return get_valid_next_url_from_request(self.request) or edit

    def get_page_subtitle(self) -> str:
        """Returns the conference's title."""
        return str(self.conference.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Returns the breadcrumbs of the explorer and this screen."""
        above = get_breadcrumbs_items_for_page(self.conference, self.request.user)
        return [*above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the conference, its dates, and the texts of the button."""
        return {
            **super().get_context_data(**kwargs),
            "conference": self.conference,
            "instants": opening_and_closing(self.conference.schedule),
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.get_page_title(),
            "submit_button_active_label": pgettext("while somebody waits", "Saving…"),
        }
