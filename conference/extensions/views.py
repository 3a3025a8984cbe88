"""Admin views of the "Extend…" action."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from wagtail.admin import messages

from conference.decision_views import DecisionView
from conference.extensions import extend
from conference.extensions.forms import ExtendForm
from conference.models import ConferencePage, Extension
from conference.session_dates_check import misfits, misfits_message
from core.dates.formatting import format_instant


class ExtendView(DecisionView):
    """Shows the recorded extensions and the form; extends all languages at once."""

    form_class = ExtendForm
    template_name = "conference/admin/extend.html"
    header_icon = "date"

    def may_decide(self, user: Any, original: ConferencePage) -> bool:
        """Returns whether the user may extend the conference."""
        return extend.may_extend(user, original)

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
        return extend.extend(self.conference, closing, form.reasons, self.request.user)

    def get_error_message(self) -> str:
        """Returns the message for an invalid form."""
        return gettext("The conference was not extended.")

    def get_page_title(self) -> str:
        """Returns the title of the screen."""
        return pgettext("a conference", "Extend")

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
