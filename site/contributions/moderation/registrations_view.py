"""Admin view of registrations that wait for approval."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from wagtail.log_actions import log

from contributions import registration
from contributions.models import Registration, Status
from contributions.moderation.views import moderators_only
from contributions.moderation.visible_conferences import conferences_in_admin
from contributions.moderation_rights import conferences_of

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
