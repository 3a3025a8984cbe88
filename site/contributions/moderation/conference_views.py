"""Admin views of a conference: its settings, and registrations that wait for approval."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin.auth import user_passes_test
from wagtail.log_actions import log

from contributions import registration
from contributions.conference_registry import Conference
from contributions.models import (
    Invitation,
    ModerationSettings,
    ModeratorRight,
    Registration,
    Status,
)
from contributions.moderation.forms import RightForm, SettingsForm
from contributions.moderation.views import moderators_only
from contributions.moderation_rights import conferences_in_admin, conferences_of

PERMISSION = "contributions.change_moderationsettings"


def may_change_settings(user: Any) -> bool:
    """Return whether the user may change how conferences take contributions."""
    return bool(user.has_perm("wagtailadmin.access_admin") and user.has_perm(PERMISSION))


@require_safe
@user_passes_test(may_change_settings)
def conferences(request: HttpRequest) -> HttpResponse:
    """List the conferences that the user may see with their moderation settings."""
    known_settings = {row.conference_key: row for row in ModerationSettings.objects.all()}
    rows = [(found, known_settings.get(found.key)) for found in conferences_in_admin(request.user)]
    return render(request, "contributions/admin/conferences.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_change_settings)
def conference(request: HttpRequest, conference_key: UUID) -> HttpResponse:
    """The form of the settings, and those of the rights; POST says by `action` which was sent."""
    found = next((c for c in conferences_in_admin(request.user) if c.key == conference_key), None)
    if found is None:
        raise Http404
    settings = ModerationSettings.objects.filter(conference_key=found.key).first()
    action = request.POST.get("action", "")
    invited = Invitation.objects.filter(conference_key=found.key).order_by("email")
    form = SettingsForm(
        request.POST if action == "settings" else None,
        instance=settings or ModerationSettings(conference_key=found.key),
        initial={"invited": "\n".join(invited.values_list("email", flat=True))},
    )
    right_form = RightForm(request.POST if action == "right" else None, conference=found)
    if request.method == "POST" and _done(request, action, found, form, right_form):
        messages.success(request, pgettext("message after a form was sent", "Saved."))
        return redirect("contributions:conference", conference_key)
    context = {
        "conference": found,
        "settings": settings,
        "form": form,
        "right_form": right_form,
        "rights": [
            (right, found.session(right.session_key) if right.session_key else None)
            for right in _rights(found).select_related("group")
        ],
    }
    return render(request, "contributions/admin/conference.html", context)


def _rights(found: Conference) -> Any:
    return ModeratorRight.objects.filter(conference_key=found.key).order_by("group__name", "pk")


@transaction.atomic
def _done(
    request: HttpRequest, action: str, found: Conference, form: SettingsForm, right_form: RightForm
) -> bool:
    if action == "settings" and form.is_valid():
        log(form.save(), "contributions.settings", user=request.user)
        _invite(found, form.cleaned_data["invited"])
    elif action == "right" and right_form.is_valid():
        values = right_form.cleaned_data
        ModeratorRight.objects.get_or_create(
            group=values["group"],
            conference_key=found.key,
            session_key=UUID(values["session"]) if values["session"] else None,
            language=values["right_language"],
        )
    elif action == "remove" and request.POST.get("right", "").isdecimal():
        _rights(found).filter(pk=request.POST["right"]).delete()
    else:
        return False
    return True


def _invite(found: Conference, addresses: list[str]) -> None:
    kept = Invitation.objects.filter(conference_key=found.key)
    kept.exclude(email__in=addresses).delete()
    rows = [Invitation(conference_key=found.key, email=address) for address in addresses]
    Invitation.objects.bulk_create(rows, ignore_conflicts=True)


DECISIONS = {"approve": Status.APPROVED, "refuse": Status.REFUSED}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def registrations(request: HttpRequest) -> HttpResponse:
    """Those of the conferences that the moderator moderates as a whole."""
    keys = conferences_of(request.user)
    if request.method == "POST":
        found = get_object_or_404(Registration, pk=request.POST.get("registration") or 0)
        decision = request.POST.get("decision", "")
        if decision not in DECISIONS or (keys is not None and found.conference_key not in keys):
            raise PermissionDenied
        registration.decide(found, DECISIONS[decision], request.user)  # type: ignore[arg-type]
        log(found, f"contributions.{decision}", user=request.user)
        return redirect("contributions:registrations")
    titles = {conference.key: conference.title for conference in conferences_in_admin(request.user)}
    waiting = Registration.objects.pending(keys)[:200]
    context = {"rows": [(row, titles.get(row.conference_key, "")) for row in waiting]}
    return render(request, "contributions/admin/registrations.html", context)
