"""Views of a participant's own registrations, drafts and contributions, and of editing them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from contributions import registration
from contributions.conference_registry import known
from contributions.middleware import READING, participant_needed
from contributions.models import Contribution, State
from contributions.posting import post_and_edit
from contributions.posting.forms import ContributionForm
from contributions.posting.views import Place
from contributions.reading.contribution_urls import address_of
from contributions.reading.entries import preview_of
from contributions.signing_in import safe_next
from core.navigation.page_chrome import PageChrome


class EditForm(forms.Form):
    """Title and text as in the form for a new contribution."""

    title = ContributionForm.base_fields["title"]
    text = ContributionForm.base_fields["text"]
    reason = forms.CharField(
        label=_("What you changed"), max_length=200, required=False, help_text=_("Readers see it.")
    )


@participant_needed(READING)
def account(request: HttpRequest) -> HttpResponse:
    """Show a participant's registrations, drafts and contributions."""
    participant: Any = request.participant  # type: ignore[attr-defined]
    language = get_language() or ""
    registrations = list(participant.registrations.all())
    found = [(known().by_key(row.conference_key, language), row) for row in registrations]
    context = {
        "chrome": PageChrome(request),
        "participant": participant,
        "registrations": [(conference, row) for conference, row in found if conference],
        "drafts": Contribution.objects.drafts_of(participant)[:50],
        "contributions": Contribution.objects.of_participant(participant)[:200],
        "shows_instants": True,
    }
    return render(request, "contributions/account.html", context)


@participant_needed()
def register(request: HttpRequest, conference_key: UUID) -> HttpResponse:
    """Says who may take part, and registers who asks to."""
    conference = known().by_key(conference_key, get_language() or "")
    settings = registration.settings_of(conference_key)
    if conference is None or settings is None:
        raise Http404
    participant: Any = request.participant  # type: ignore[attr-defined]
    if request.method == "POST":
        registration.register(participant, settings)
    standing = registration.standing_of(participant, settings)
    if standing.may_contribute and "next" in request.GET:
        # Back to the form that asked for the registration.
        return redirect(safe_next(request))
    context = {
        "chrome": PageChrome(request),
        "conference": conference,
        "standing": standing,
        "who": registration.who_may_take_part(settings),
    }
    return render(request, "contributions/register.html", context)


def _own(request: HttpRequest, number: int) -> Contribution:
    """404 for another's."""
    return get_object_or_404(
        Contribution.objects.select_related("parent"),
        participant=request.participant,  # type: ignore[attr-defined]
        number=number,
    )


@participant_needed(READING)
def own(request: HttpRequest, number: int) -> HttpResponse:
    """The author's view of a contribution: what has become of it, and what can be done."""
    contribution = _own(request, number)
    place = Place(contribution.session_key)
    context = {
        "chrome": PageChrome(request),
        "contribution": contribution,
        "session": place.session,
        "preview": preview_of(contribution),
        "state_sentence": state_sentence(contribution),
        "may_edit": post_and_edit.may_edit(contribution, place.settings, post_and_edit.now()),
        "is_returned": contribution.state == State.RETURNED,
        "address": address_of(contribution, place.session.url) if contribution.is_on_record else "",
        "shows_instants": True,
    }
    return render(request, "contributions/own.html", context)


def state_sentence(contribution: Contribution) -> str:
    """Return a sentence that tells the author the state of a contribution."""
    sentences = {
        State.DRAFT: gettext("This is a draft. Nobody but you sees it."),
        State.WAITING: gettext("It awaits the moderators, who read it before it is published."),
        State.PUBLISHED: gettext("It is published."),
        State.RETURNED: gettext(
            "The moderators have returned it. You can correct it and resend it."
        ),
        State.WITHDRAWN: gettext("It was withdrawn. Its number, date and reason stay on record."),
    }
    return sentences[State(contribution.state)]


@participant_needed()
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Edits what is posted, within the time for it; or mends and resends what was returned."""
    contribution = _own(request, number)
    place = Place(contribution.session_key)
    is_returned = contribution.state == State.RETURNED
    if not is_returned and not post_and_edit.may_edit(
        contribution, place.settings, post_and_edit.now()
    ):
        return redirect("contributions_own", number)
    initial = {"title": contribution.title, "text": contribution.text}
    form = EditForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _save(contribution, place, form.cleaned_data)
        except post_and_edit.RefusedError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("contributions_own", number)
    context = {
        "chrome": PageChrome(request),
        "form": form,
        "contribution": contribution,
        "is_returned": is_returned,
    }
    return render(request, "contributions/edit.html", context)


def _save(contribution: Contribution, place: Place, values: dict[str, str]) -> None:
    """Raises RefusedError."""
    at = post_and_edit.now()
    title, text = values["title"], values["text"]
    if contribution.state == State.RETURNED:
        post_and_edit.resend(contribution, title, text, contribution.language, at=at)
    else:
        post_and_edit.edit(
            contribution, place.settings, title, text, at=at, reason=values["reason"]
        )


@participant_needed(["POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws a draft away."""
    for draft in Contribution.objects.drafts_of(request.participant).filter(pk=pk):  # type: ignore[attr-defined]
        for attachment in draft.attachments.all():
            attachment.file.delete(save=False)
        draft.delete()
    return redirect("contributions_account")
