"""Admin views of "Cancel…" and "Extend…", which take effect in every language at once."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from conference.date_statements import opening_and_closing
from conference.decisions import cancel_and_extend
from conference.decisions.forms import CancelForm, ExtendForm
from conference.decisions.sessions_outside_conference import misfits, misfits_message
from conference.models import ConferencePage, Extension
from core.dates.formatting import format_instant


def original_of(page_id: int) -> ConferencePage:
    """Returns the original of the conference with this id; raises Http404 where there is none."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    original: ConferencePage = (asked.get_original() or asked).specific
    return original


class DecisionView(WagtailAdminTemplateMixin, FormView):
    """Asks for what the decision needs; a subclass records it in `form_valid`.

    `form_class` takes the argument `conference`.
    """

    may_decide: Callable[[Any, ConferencePage], bool]
    error_message: str | Promise
    """For an invalid form."""

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
        messages.error(self.request, self.error_message)
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


class CancelView(DecisionView):
    """Asks for the reasons and cancels the conference, or corrects the reasons."""

    form_class = CancelForm
    template_name = "conference/admin/cancel.html"
    header_icon = "cross"
    may_decide = staticmethod(cancel_and_extend.may_cancel)
    page_title = _("Cancel the conference")
    error_message = _("The conference was not cancelled.")

    def form_valid(self, form: CancelForm) -> HttpResponse:
        """Saves, shows a message and redirects."""
        try:
            cancel_and_extend.cancel(self.conference, form.reasons, self.request.user)
        except ValidationError as refusal:
            # It ended while the form was open.
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, gettext("The conference is cancelled in every language."))
        return redirect(self.get_success_url())

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
    if not cancel_and_extend.may_cancel(request.user, conference):
        raise PermissionDenied
    cancel_and_extend.reinstate(conference, request.user)
    messages.success(request, gettext("The conference takes place as announced."))
    return redirect("wagtailadmin_pages:edit", conference.pk)


class ExtendView(DecisionView):
    """Shows the recorded extensions and the form; extends all languages at once."""

    form_class = ExtendForm
    template_name = "conference/admin/extend.html"
    header_icon = "date"
    may_decide = staticmethod(cancel_and_extend.may_extend)
    page_title = pgettext_lazy("a conference", "Extend")
    error_message = _("The conference was not extended.")

    @property
    def extension(self) -> Extension | None:
        """The extension to correct; None for a new one."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """As the base class; adds the extension."""
        return {**super().get_form_kwargs(), "extension": self.extension}

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

    def save(self, form: ExtendForm) -> Extension:
        """Records the extension and returns it."""
        closing = form.cleaned_data["closing"]
        return cancel_and_extend.extend(self.conference, closing, form.reasons, self.request.user)

    def get_correct_url(self) -> str:
        """Returns the URL to correct the latest extension; empty if none is recorded."""
        if not self.conference.extension_notices:
            return ""
        return reverse("conference_correct", args=[self.conference.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds misfit sessions and the URL of the correction."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "misfits": misfits(self.conference),
            "correct_url": self.get_correct_url(),
            "media": context["form"].media,
        }


class CorrectExtensionView(ExtendView):
    """Corrects the latest extension: a mistyped date, a reason in another language."""

    page_title = _("Correct the latest extension")
    error_message = _("The extension was not corrected.")

    @property
    def extension(self) -> Extension | None:
        """The latest extension; None if none is recorded."""
        return cancel_and_extend.latest_extension(self.conference)

    def save(self, form: ExtendForm) -> Extension:
        """Corrects the extension and returns it."""
        closing = form.cleaned_data["closing"]
        return cancel_and_extend.correct(self.conference, closing, form.reasons, self.request.user)

    def get_correct_url(self) -> str:
        """Empty: this is that screen."""
        return ""
