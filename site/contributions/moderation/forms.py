"""Forms of the moderation screens in the admin."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from contributions.conference_registry import Conference, Session
from contributions.models import Affiliation, ModerationSettings, Role, State
from contributions.posting.forms import ContributionForm
from contributions.profile import country_choices
from core.languages.language_names import language_choices
from core.text.text_joining import labelled


class QueueForm(forms.Form):
    """By what the queue is narrowed; sent by GET."""

    state = forms.ChoiceField(label=pgettext_lazy("label", "State"), required=False)
    conference = forms.ChoiceField(label=pgettext_lazy("label", "Conference"), required=False)
    session = forms.ChoiceField(label=pgettext_lazy("label", "Session"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)

    def __init__(self, *args: Any, conferences: list[Conference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, state.label) for state in State if state != State.DRAFT]
        every = ("", pgettext("no restriction in a filter", "All"))
        sessions = [
            (str(session.key), labelled(conference.title[:60], session.title))
            for conference in conferences
            for session in conference.sessions
        ]
        self._offer("state", [*states, ("all", pgettext("no restriction in a filter", "All"))])
        self._offer("conference", [every, *((str(c.key), c.title) for c in conferences)])
        self._offer("session", [every, *sessions])
        self._offer("language", [every, *language_choices()])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """The reason for a moderation step."""

    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RedactForm(ReasonForm):
    """Removing a passage from a contribution, with the reason."""

    passage = forms.CharField(
        label=pgettext_lazy("label", "Passage"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Exactly as it stands in the text below."),
    )
    field_order = ["passage", "reason"]


class AmendForm(ReasonForm):
    """Changing title and text of a contribution, with the reason."""

    title = ContributionForm.base_fields["title"]
    text = ContributionForm.base_fields["text"]
    field_order = ["title", "text", "reason"]


class EnterForm(forms.Form):
    """What arrived by other means, or is the moderators' own message."""

    role = forms.ChoiceField(label=_("What it is"), choices=Role.choices, required=False)
    question = ContributionForm.base_fields["question"]
    reply = forms.IntegerField(label=_("Answers number"), required=False, min_value=1)
    language = ContributionForm.base_fields["language"]
    title = ContributionForm.base_fields["title"]
    text = ContributionForm.base_fields["text"]
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=150)
    affiliation = forms.ChoiceField(
        label=pgettext_lazy("label", "Affiliation"), choices=Affiliation.choices
    )
    organization = forms.CharField(
        label=pgettext_lazy("label", "Organization"), max_length=200, required=False
    )
    country = forms.ChoiceField(label=pgettext_lazy("label", "Country"), required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = [(str(q.key), f"{q.number}. {q.text[:120]}") for q in session.questions]
        self.fields["question"].choices = [("", "–"), *questions]  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]


class SettingsForm(forms.ModelForm):
    """The moderation settings of a conference and the e-mail addresses invited to it."""

    invited = forms.CharField(
        label=_("Addresses invited"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("E-mail addresses, one on each line."),
    )

    class Meta:
        model = ModerationSettings
        fields = ["participation", "moderation", "first_waits", "edit_minutes"]

    def clean_invited(self) -> list[str]:
        """Return the addresses in lower case; raise ValidationError where one is not valid."""
        given = [line.strip().lower() for line in self.cleaned_data["invited"].splitlines()]
        found = [address for address in given if address]
        check = forms.EmailField()
        for address in found:
            check.clean(address)
        return found


class RightForm(forms.Form):
    """Gives a group the right to moderate this conference, or a part of it."""

    group = forms.ModelChoiceField(
        label=pgettext_lazy("label", "Group"), queryset=Group.objects.order_by("name")
    )
    session = forms.ChoiceField(label=pgettext_lazy("label", "Session"), required=False)
    right_language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", pgettext("no restriction in a filter", "All"))
        sessions = [(str(session.key), session.title) for session in conference.sessions]
        self.fields["session"].choices = [every, *sessions]  # type: ignore[attr-defined]
        self.fields["right_language"].choices = [every, *language_choices()]  # type: ignore[attr-defined]
