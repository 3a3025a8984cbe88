"""What is kept about a participant: shown, exported as JSON, erased."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contributions.middleware import READING, participant_needed
from contributions.models import Contribution, Invitation, Participant, SignInRequest, State
from contributions.personal_data.erase import erase
from core.navigation.page_chrome import PageChrome


def everything_about(participant: Participant) -> dict[str, Any]:
    """What the site keeps, by what it is. Instants are UTC; keys are those of pages."""
    email = participant.email.lower()
    # Drafts, too; with former texts and attached files.
    found = participant.contributions.select_related("parent").order_by("pk")
    related = "edits", "attachments", "translations"
    return {
        "profile": _profile(participant),
        "registrations": _values(
            participant.registrations.order_by("pk"),
            *("conference_key", "status", "registered_at", "decided_at"),
        ),
        "invitations": _values(
            Invitation.objects.filter(email=email).order_by("pk"), "conference_key", "invited_at"
        ),
        "mail_choices": _values(
            participant.subscriptions.order_by("pk"),
            *("conference_key", "session_key", "frequency"),
        ),
        "mails": _values(
            participant.mails.order_by("pk"), "mailing__kind", "state", "attempts", "changed_at"
        ),
        "code_requests": _values(
            SignInRequest.objects.filter(email=email).order_by("pk"), "address", "requested_at"
        ),
        "contributions": [_contribution(one) for one in found.prefetch_related(*related)],
    }


def _profile(participant: Participant) -> dict[str, Any]:
    return {
        "email": participant.email,
        "name": participant.name,
        "affiliation": participant.affiliation,
        "organization": participant.organization,
        "country": str(participant.country or ""),
        "language": participant.language,
        "created_at": participant.created_at,
        "accepted_terms_at": participant.accepted_terms_at,
        "last_sign_in": participant.user.last_login,
    }


def _contribution(found: Contribution) -> dict[str, Any]:
    kept = (
        *("number", "state", "state_reason", "conference_key", "session_key", "question_key"),
        *("language", "title", "text", "author_name", "author_affiliation", "author_organization"),
        *("started_at", "saved_at", "posted_at", "published_at", "changed_at", "marks"),
    )
    return {name: getattr(found, name) for name in kept} | {
        "author_country": str(found.author_country or ""),
        "answers": found.parent.number if found.parent else None,
        "former_texts": [
            {"title": edit.title_before, "text": edit.text_before, "edited_at": edit.edited_at}
            for edit in found.edits.all()
        ],
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256}
            for file in found.attachments.all()
        ],
        "translations": [
            {
                "language": each.language,
                "kind": each.published_kind,
                "title": each.published_title,
                "text": each.published_text,
                "published_at": each.published_at,
            }
            for each in found.translations.all()
            if each.is_published
        ],
    }


def _values(rows: Any, *fields: str) -> list[dict[str, Any]]:
    found: Iterable[dict[str, Any]] = rows.values(*fields)
    return list(found)


class EraseForm(forms.Form):
    """Asks once more."""

    confirm = forms.BooleanField(
        label=_("Yes, erase my account and what is kept about me. This cannot be undone.")
    )


@participant_needed(READING, with_profile=False)
def personal_data(request: HttpRequest) -> HttpResponse:
    """Shows what is kept about the participant."""
    participant = request.participant  # type: ignore[attr-defined]
    kept = everything_about(participant)
    context = {
        "chrome": PageChrome(request),
        "participant": participant,
        "kept": kept,
        "drafts": sum(found["state"] == State.DRAFT for found in kept["contributions"]),
        "posted": sum(found["state"] != State.DRAFT for found in kept["contributions"]),
    }
    return render(request, "contributions/personal_data.html", context)


@participant_needed(READING, with_profile=False)
def export(request: HttpRequest) -> HttpResponse:
    """The same as a JSON file."""
    kept = everything_about(request.participant)  # type: ignore[attr-defined]
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return answer


@participant_needed(with_profile=False)
def erase_everything(request: HttpRequest) -> HttpResponse:
    """Says what erasing does, and does it when the form is sent with the box ticked."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase(request.participant)  # type: ignore[attr-defined]
        logout(request)
        request.participant = None  # type: ignore[attr-defined]
        return render(request, "contributions/erased.html", {"chrome": PageChrome(request)})
    context = {"chrome": PageChrome(request), "form": form}
    return render(request, "contributions/erase.html", context)
