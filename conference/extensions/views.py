"""Admin views of the "Extend…" action."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import FormView

from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from conference.date_statements import opening_and_closing
from conference.extensions import extend
from conference.extensions.forms import ExtendForm
from conference.models import ConferencePage, Extension
from conference.session_dates_check import misfits, misfits_message
from core.dates.formatting import format_instant


class ExtendView(WagtailAdminTemplateMixin, FormView):
    """Shows the recorded extensions and the form; extends all languages at once."""

    form_class = ExtendForm
    template_name = "conference/admin/extend.html"
    header_icon = "date"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Finds the conference; raises PermissionDenied if the user may not extend it."""
        asked = get_object_or_404(ConferencePage, pk=kwargs["page_id"])
        self.conference: ConferencePage = (asked.get_original() or asked).specific
        if not extend.may_extend(request.user, self.conference):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def extension(self) -> Extension | None:
        """The extension to correct; None for a new one."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Adds conference and extension."""
        own = {"conference": self.conference, "extension": self.extension}
        return {**super().get_form_kwargs(), **own}

    def form_valid(self, form: ExtendForm) -> HttpResponse:
        """Saves, shows a message and redirects; an error by a concurrent change is shown."""
        try:
            extension = self.save(form)
        except ValidationError as refusal:
            # Somebody else has extended the conference in the meantime.
            form.add_error("closing", refusal)
            return self.form_invalid(form)
        message = gettext("In every language, the conference now closes on %(instant)s.")
        messages.success(self.request, message % {"instant": format_instant(extension.closes_at)})
        # Fetched again: the closing has changed.
        found = misfits(self.conference.__class__.objects.get(pk=self.conference.pk))
        if found:
            messages.warning(self.request, misfits_message(found))
        return redirect(self.get_success_url())

    def form_invalid(self, form: ExtendForm) -> HttpResponse:
        """Adds the error message."""
        messages.error(self.request, self.get_error_message())
        return super().form_invalid(form)

    def save(self, form: ExtendForm) -> Extension:
        """Records the extension and returns it."""
        closing = form.cleaned_data["closing"]
        return extend.extend(self.conference, closing, form.reasons, self.request.user)

    def get_error_message(self) -> str:
        """Returns the message for an invalid form."""
        return gettext("The conference was not extended.")

    def get_success_url(self) -> str:
        """Returns the valid `next` URL of the request, else the edit view."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.conference.pk])
        return get_valid_next_url_from_request(self.request) or edit

    def get_page_title(self) -> str:
        """Returns the title of the screen."""
        return gettext("Extend")

    def get_page_subtitle(self) -> str:
        """Returns the conference's title."""
        return str(self.conference.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Returns the breadcrumbs of the explorer and this screen."""
        above = get_breadcrumbs_items_for_page(self.conference, self.request.user)
        return [*above, {"url": "", "label": self.get_page_title()}]

    def get_correct_url(self) -> str:
        """Returns the URL to correct the latest extension; empty if none is recorded."""
        if not self.conference.extension_notices:
            return ""
        return reverse("conference_correct", args=[self.conference.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the conference, misfit sessions, dates and URLs."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "conference": self.conference,
            "misfits": misfits(self.conference),
            "instants": opening_and_closing(self.conference.schedule),
            "correct_url": self.get_correct_url(),
            "action_url": self.request.get_full_path(),
            "media": context["form"].media,
            "submit_button_label": self.get_page_title(),
            "submit_button_active_label": gettext("Saving…"),
        }


class CorrectExtensionView(ExtendView):
    """Corrects the latest extension: a mistyped date, a reason in another language."""

    @property
    def extension(self) -> Extension | None:
        """The latest extension; None if none is recorded."""
        return extend.latest(self.conference)

    def save(self, form: ExtendForm) -> Extension:
        """Corrects the extension and returns it."""
        closing = form.cleaned_data["closing"]
        return extend.correct(self.conference, closing, form.reasons, self.request.user)

    def get_error_message(self) -> str:
        """Returns the message for an invalid form."""
        return gettext("The extension was not corrected.")

    def get_correct_url(self) -> str:
        """Empty: this is that screen."""
        return ""

    def get_page_title(self) -> str:
        """Returns the title of the screen."""
        return gettext("Correct the latest extension")
