"""The profile of a participant: name, affiliation and country, shown beside contributions."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from django_countries import countries

from contributions import contribution_cache_tags
from contributions.middleware import participant_needed
from contributions.models import Affiliation, Participant
from contributions.signing_in import safe_next
from core.languages.language_names import language_choices
from core.navigation.page_chrome import PageChrome
from core.text.collation import sort_key

NEEDS_COUNTRY = {Affiliation.PARTY, Affiliation.GOVERNMENT}


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
        country = forms.ChoiceField(
            label=pgettext_lazy("label", "Country"), choices=country_choices(), required=False
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


def country_choices() -> list[tuple[str, str]]:
    """Returns the countries, with names and order of the reader's language, after an empty one."""
    names = [(code, str(name)) for code, name in countries]
    return [("", "–"), *sorted(names, key=lambda choice: sort_key(choice[1]))]


@participant_needed(with_profile=False)
def profile(request: HttpRequest) -> HttpResponse:
    """What is shown beside the participant's next contributions; earlier ones stay as they are."""
    participant = request.participant  # type: ignore[attr-defined]
    form = ProfileForm(request.POST or None, instance=participant)
    if request.method == "POST" and form.is_valid():
        participant = form.save(commit=False)
        participant.accepted_terms_at = participant.accepted_terms_at or timezone.now()
        participant.save()
        for registration in participant.registrations.all():
            contribution_cache_tags.participants_changed(registration.conference_key)
        return redirect(safe_next(request))
    context = {"chrome": PageChrome(request), "form": form, "next": safe_next(request)}
    return render(request, "contributions/profile.html", context)
