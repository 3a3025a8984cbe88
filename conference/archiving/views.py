"""Admin views that confirm and start archiving and restoring a conference."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from conference.archiving import archive
from conference.archiving import archive as archiving
from conference.archiving.archive import Plan, RefusedError, Step
from conference.models import ConferencePage
from jobs import runner


@dataclass(frozen=True)
class Screen:
    """Texts and functions of one confirmation screen."""

    kind: str
    plan: Plan
    title: str | Promise
    explanation: str | Promise
    button: str | Promise
    already: str | Promise
    icon: str


ARCHIVE = Screen(
    kind=archive.ARCHIVE,
    plan=archiving.steps_into_archive,
    title=_("Archive the conference"),
    explanation=_(
        "The conference moves into the archive with all its pages, in every language. Every "
        "address that it has now leads to the new one for ever. It can be taken out again."
    ),
    button=_("Yes, archive it"),
    already=_("This conference is in the archive already."),
    icon="folder-open-inverse",
)
RESTORE = Screen(
    kind=archive.RESTORE,
    plan=archiving.steps_out_of_archive,
    title=_("Take out of the archive"),
    explanation=_(
        "The conference moves back to its old place with all its pages, in every language. "
        "Its old addresses are valid again, and those in the archive redirect to them."
    ),
    button=_("Yes, take it out"),
    already=_("This conference is not in the archive."),
    icon="undo",
)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, page_id: int, screen: Screen) -> HttpResponse:
    """Confirms and starts archiving or restoring, as `screen` says."""
    conference = get_object_or_404(ConferencePage, pk=page_id)
    original = conference.get_original() or conference
    if not original.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    steps, refusal = _steps(original, screen)
    if steps:
        archiving.check_rights(request.user, steps)
    if steps and request.method == "POST":
        subject = original.get_admin_display_title()
        job = runner.start(screen.kind, request.user, subject=subject, conference_id=original.pk)
        return redirect(job.url)
    context = {"conference": conference, "screen": screen, "steps": steps, "refusal": refusal}
    return render(request, "conference/admin/move.html", context)


def _steps(conference: ConferencePage, screen: Screen) -> tuple[list[Step], str]:
    try:
        steps = screen.plan(conference)
    except RefusedError as refusal:
        return [], str(refusal)
    return steps, "" if steps else str(screen.already)
