"""Form fields for the reason of a decision, one in each language of the site."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext

from core.languages.language_names import language_name
from core.text.direction import direction_of

REASON = "reason_"


class ReasonsForm(forms.Form):
    """A form with an optional reason in each language of the site; see `add_reasons`."""

    def add_reasons(self, given: dict[str, str]) -> None:
        """Adds the fields; `given` are the present texts by language code."""
        for code, _autonym in settings.LANGUAGES:
            self.fields[f"{REASON}{code}"] = _reason_field(code, given.get(code, ""))

    @property
    def reasons(self) -> dict[str, str]:
        """The texts entered, by language code."""
        return {code: self.cleaned_data[f"{REASON}{code}"] for code, _name in settings.LANGUAGES}


def _reason_field(code: str, initial: str) -> forms.CharField:
    direction = direction_of(code)
    widget_attributes: dict[str, Any] = {"rows": 2, "lang": code, "dir": direction}
    return forms.CharField(
        label=gettext("Reason (%(language)s)") % {"language": language_name(code)},
        required=False,
        max_length=500,
        initial=initial,
        widget=forms.Textarea(attrs=widget_attributes),
    )
