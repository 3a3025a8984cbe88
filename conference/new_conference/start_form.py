"""The form that chooses a conference to copy, before the main form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.default_dates import default_opening
from conference.models import ConferencePage
from conference.new_conference import copy_from
from conference.new_conference.datetime_fields import LocalDateTimeField, LocalTimesForm

UTC_ZONE = "UTC"


class StartForm(LocalTimesForm):
    """Sent by GET. Once valid, `proposal` returns initial values for the main form."""

    like: Any = forms.ModelChoiceField(
        label=_("Existing conference"),
        queryset=ConferencePage.objects.none(),
        help_text=_(
            "Its sessions, questions, objectives and texts are taken over, with the translations "
            "that they have. All of it can be changed."
        ),
    )
    opens_at = LocalDateTimeField(
        label=_("The new conference opens (UTC)"),
        required=False,
        help_text=_("All other dates are moved by the same time."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        # Both forms are on one screen, so their ids must differ.
        super().__init__(*args, auto_id="id_start_%s", **kwargs)
        conferences = copy_from.sources_for(user)
        field: Any = self.fields["like"]
        # Accepts any conference, not only those in the select field.
        field.queryset = conferences
        field.choices = [("", "–"), *_choices(conferences)]
        self.fields["opens_at"].initial = default_opening()

    def clean(self) -> dict[str, Any]:
        """Converts the opening to UTC."""
        self.resolve("opens_at", UTC_ZONE)
        return self.cleaned_data

    def proposal(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Returns the initial values of the main form and of its session rows."""
        conference = self.cleaned_data["like"]
        opens_at = self.cleaned_data.get("opens_at") or default_opening()
        return (
            copy_from.proposal(conference, opens_at),
            copy_from.session_proposals(conference, opens_at),
        )


def _choices(conferences: Any) -> list[tuple[int, str]]:
    return [
        (page.pk, f"{page.title} ({page.opens_at.year})")
        for page in conferences[: copy_from.OFFERED]
    ]
