"""Views of a participant's choices of mail, and of the link that ends it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contributions.conference_registry import Conference, known
from contributions.mail import composing, subscription_choices
from contributions.mail.subscription_choices import DEFAULT, Choices
from contributions.middleware import participant_needed
from contributions.models import Frequency, Participant
from core.navigation.page_chrome import PageChrome


class MailForm(forms.Form):
    """A choice for each conference, and for each of its sessions."""

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participant = participant
        self.conferences = list(_conferences_of(participant))
        choices = Choices([participant.pk])
        as_conference = ("", pgettext("mail", "As for the conference"))
        for conference in self.conferences:
            self.fields[conference.key.hex] = forms.ChoiceField(
                label=gettext("The whole conference"),
                choices=Frequency.choices,
                initial=choices.stored(participant.pk, conference.key) or DEFAULT,
            )
            for session in conference.sessions:
                self.fields[session.key.hex] = forms.ChoiceField(
                    label=session.title,
                    choices=[as_conference, *Frequency.choices],
                    initial=choices.stored(participant.pk, session.key) or "",
                    required=False,
                )

    def fieldsets(self) -> list[tuple[Conference, list[forms.BoundField]]]:
        """The fields by conference."""
        return [
            (found, [self[key.hex] for key in (found.key, *(each.key for each in found.sessions))])
            for found in self.conferences
        ]

    def save(self) -> None:
        """Stores what has been chosen."""
        for conference in self.conferences:
            chosen = self.cleaned_data[conference.key.hex]
            subscription_choices.choose(self.participant, conference.key, chosen)
            for session in conference.sessions:
                subscription_choices.choose(
                    self.participant,
                    conference.key,
                    self.cleaned_data[session.key.hex],
                    session_key=session.key,
                )


def _conferences_of(participant: Participant) -> list[Conference]:
    language = get_language() or ""
    keys = participant.registrations.order_by("pk").values_list("conference_key", flat=True)
    found = (known().by_key(key, language) for key in keys)
    return [conference for conference in found if conference]


@participant_needed()
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Shows and saves what a participant wants by mail."""
    participant = request.participant  # type: ignore[attr-defined]
    form = MailForm(request.POST or None, participant=participant)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(f"{reverse('contributions_mail')}?saved=1")
    context = {
        "chrome": PageChrome(request),
        "conferences": form.fieldsets(),
        "saved": "saved" in request.GET,
    }
    return render(request, "contributions/mail_settings.html", context)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ends mail: mail programs post (RFC 8058), people are asked first. The link is the proof.

    Exempt from the CSRF check: the request comes without cookies, and nobody else has the link.
    """
    found = composing.read_unsubscribe_link(token)
    if found is None:
        raise Http404
    participant, conference_key = found
    if request.method == "POST":
        subscription_choices.end(participant, conference_key)
    context = {
        "chrome": PageChrome(request),
        "conference": _named(conference_key),
        "done": request.method == "POST",
    }
    return render(request, "contributions/unsubscribe.html", context)


def _named(key: UUID | None) -> Conference | None:
    return known().by_key(key, get_language() or "") if key else None
