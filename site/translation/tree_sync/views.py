"""View for applying an original's schedule to its translations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wagtail.models import Page

from translation.tree_sync import consequences, schedule_sync


@require_http_methods(["GET", "HEAD", "POST"])
def follow_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Renders the confirmation; a POST applies the schedule. Raises PermissionDenied."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not schedule_sync.may_schedule(request.user, page):
        raise PermissionDenied
    if request.method == "POST":
        count = schedule_sync.follow(page, request.user)
        message = ngettext(
            "%(count)s translation follows the schedule.",
            "%(count)s translations follow the schedule.",
            count,
        )
        messages.success(request, message % {"count": count})
        return redirect("wagtailadmin_pages:edit", page.pk)
    rows = consequences.for_schedule(page, request.user)
    context = {"page": page, "rows": rows, "following": sum(row.follows for row in rows)}
    return render(request, "translation/follow_schedule.html", context)
