"""Forms of the actions "Cancel…" and "Extend…", with a reason in each language of the site."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.widgets import AdminDateTimeInput

from conference.decisions.cancel_and_extend import check_closing, closing_before
from conference.models import ConferencePage, Extension
from core.languages.language_names import language_name
from core.text.bidi_isolation import direction_of

REASON = "reason_"


class ReasonsForm(forms.Form):
    """A form with an optional reason in each language of the site; see `add_reasons`."""

    def add_reasons(self, given: dict[str, str]) -> None:
        """Adds the fields; `given` are the present texts by language code."""
        for code, _autonym in settings.LANGUAGES:
            direction = direction_of(code)
            widget_attributes: dict[str, Any] = {"rows": 2, "lang": code, "dir": direction}
            self.fields[f"{REASON}{code}"] = forms.CharField(
                label=gettext("Reason (%(language)s)") % {"language": language_name(code)},
                required=False,
                max_length=500,
                initial=given.get(code, ""),
                widget=forms.Textarea(attrs=widget_attributes),
            )

    @property
    def reasons(self) -> dict[str, str]:
        """The texts entered, by language code."""
        return {code: self.cleaned_data[f"{REASON}{code}"] for code, _name in settings.LANGUAGES}


class CancelForm(ReasonsForm):
    """The reason, in at least one language of the site."""

    def __init__(self, *args: Any, conference: ConferencePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_reasons(conference.cancellation_reasons)

    def clean(self) -> dict[str, Any]:
        """As the base class; an error if there is no reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(value.strip() for value in cleaned.values()):
            self.refuse(ValidationError(gettext("Give the reason in at least one language.")))
        return cleaned

    def refuse(self, error: ValidationError) -> None:
        """Shows `error` beside the first reason: the admin shows none above the fields."""
        self.add_error(f"{REASON}{settings.LANGUAGE_CODE}", error)


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
            check_closing(closing, self.former)
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
