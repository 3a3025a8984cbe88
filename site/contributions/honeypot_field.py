"""A field that people do not see and leave empty; programs that fill in every field do not."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def website_field() -> forms.CharField:
    """Returns the field; the form calls it `website`, and takes `HiddenWebsiteMixin`."""
    return forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


class HiddenWebsiteMixin:
    """Refuses a form whose hidden field is filled in."""

    cleaned_data: dict[str, Any]

    def clean_website(self) -> str:
        """Returns an empty text; raises ValidationError where the hidden field was filled in."""
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("The field that was to stay empty is filled in."))
        return ""
