"""The form of the "Extend…" action."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.widgets import AdminDateTimeInput

from conference.extensions.extend import check, closing_before
from conference.models import ConferencePage, Extension
from conference.reason_fields import ReasonsForm

PROPOSED_DAYS = 7


class ExtendForm(ReasonsForm):
    """A new closing, and an optional reason in each language of the site.

    With an `extension`, corrects that one; without, creates another one.
    """

    closing = forms.DateTimeField(label=_("New closing"), widget=AdminDateTimeInput())

    def __init__(
        self,
        *args: Any,
        conference: ConferencePage,
        extension: Extension | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.extension = extension
        self.former = closing_before(conference, extension)
        self.fields["closing"].help_text = gettext("Date and time in UTC.")
        self.fields["closing"].initial = extension.closes_at if extension else self._proposal()
        self.add_reasons(_reasons_of(extension))

    def clean_closing(self) -> datetime:
        """Returns the closing in UTC; raises ValidationError if it is not allowed."""
        closing: datetime = self.cleaned_data["closing"]
        if self.extension is None or closing != self.extension.closes_at:
            check(closing, self.former)
        return closing

    def _proposal(self) -> datetime:
        """Returns a week later, at the same time of day; counted from today if that is past."""
        proposed = self.former + timedelta(days=PROPOSED_DAYS)
        late = timezone.now() - proposed
        if late >= timedelta(0):
            proposed += timedelta(days=late.days + PROPOSED_DAYS)
        return proposed


def _reasons_of(extension: Extension | None) -> dict[str, str]:
    if extension is None:
        return {}
    reasons = extension.reasons.select_related("locale")
    return {reason.locale.language_code: reason.text for reason in reasons}
