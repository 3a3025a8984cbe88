"""Forms of the sign-in by e-mail and of the profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from django_countries import countries

from contributions.honeypot_field import HiddenWebsiteMixin, website_field
from contributions.models import Affiliation, Participant
from core.languages.language_names import language_choices
from core.text.collation import sort_key

NEEDS_COUNTRY = {Affiliation.PARTY, Affiliation.GOVERNMENT}


class EmailForm(HiddenWebsiteMixin, forms.Form):
    """The e-mail address to which a sign-in code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = website_field()

    def clean_email(self) -> str:
        """Return the address in lower case."""
        return str(self.cleaned_data["email"]).lower()


class ProfileForm(forms.ModelForm):
    """Name, affiliation and country of a participant, and the acceptance of the terms."""

    accept = forms.BooleanField(
        label=_(
            "I accept the terms of participation: my name, affiliation and contributions are "
            "published and stay on record."
        )
    )

    class Meta:
        model = Participant
        fields = ["name", "affiliation", "organization", "country", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["organization"].widget.attrs["autocomplete"] = "organization"
        # The names are in the reader's language, and so is their order.
        names = sorted(((code, str(name)) for code, name in countries), key=_by_name)
        country = forms.ChoiceField(
            label=pgettext_lazy("label", "Country"), choices=[("", "–"), *names], required=False
        )
        self.fields["country"] = country
        self.fields["language"] = forms.ChoiceField(
            label=_("Language in which the site writes to you"), choices=language_choices()
        )
        if self.instance.has_profile:
            del self.fields["accept"]

    def clean(self) -> dict[str, Any]:
        """As Django's own; affiliations that speak for a country must name it."""
        cleaned = super().clean() or {}
        if cleaned.get("affiliation") in NEEDS_COUNTRY and not cleaned.get("country"):
            self.add_error("country", gettext("Say for which country you speak."))
        return cleaned


def _by_name(choice: tuple[str, str]) -> str:
    return sort_key(choice[1])
