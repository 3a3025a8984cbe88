"""Views of what is kept about a participant: shown, exported as JSON, erased."""

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributions.models import State
from contributions.participant_required import participant_needed
from contributions.personal_data.erase import erase
from contributions.personal_data.export import everything_about
from core.navigation.page_chrome import PageChrome


class EraseForm(forms.Form):
    """Asks once more."""

    confirm = forms.BooleanField(
        label=_("Yes, erase my account and what is kept about me. This cannot be undone.")
    )


@never_cache
@require_http_methods(["GET", "HEAD"])
@participant_needed(with_profile=False)
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


@never_cache
@require_http_methods(["GET", "HEAD"])
@participant_needed(with_profile=False)
def export(request: HttpRequest) -> HttpResponse:
    """The same as a JSON file."""
    kept = everything_about(request.participant)  # type: ignore[attr-defined]
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
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
