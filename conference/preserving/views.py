"""Admin views that make the ZIP file of a conference's static copy and offer it for download."""

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conference.models import ConferencePage
from conference.preserving.zip_job import PRESERVE, zip_of
from jobs import runner


@require_http_methods(["GET", "HEAD", "POST"])
def preserve_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says what a copy has and offers the last one; POST starts the job for a new one."""
    conference = _conference(request, page_id)
    if request.method == "POST" and conference.state.is_closed:
        subject = conference.get_admin_display_title()
        job = runner.start(PRESERVE, request.user, subject=subject, conference_id=conference.pk)
        return redirect(job.url)
    file = zip_of(conference)
    made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.exists() else None
    context = {
        "conference": conference,
        "is_closed": conference.state.is_closed,
        "made_at": made_at,
        "size": file.stat().st_size if made_at else 0,
    }
    return render(request, "conference/admin/preserve.html", context)


@require_safe
def download_view(request: HttpRequest, page_id: int) -> FileResponse | HttpResponse:
    """The last copy as a ZIP file; without any, back to the screen that makes one."""
    conference = _conference(request, page_id)
    file = zip_of(conference)
    if not file.exists():
        return redirect("conference_preserve", conference.pk)
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"{conference.slug}.zip")


def _conference(request: HttpRequest, page_id: int) -> ConferencePage:
    """The original. Raises PermissionDenied for those who may not publish it."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    original: ConferencePage = asked.get_original() or asked
    if not original.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return original
