"""Admin report on links to other sites."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from wagtail.admin.auth import user_passes_test
from wagtail.models import Page

from core.pages.public_querysets import readable
from jobs import runner
from link_checks.check_job import KIND, running
from link_checks.models import CheckedLink

LINKS_PER_PAGE = 50
# Who sets up the site looks after its links.
PERMISSION = "core.change_sitesettings"


def may_check(user: Any) -> bool:
    """Return whether the user may start a check of the links."""
    return bool(user.has_perm(PERMISSION))


@require_safe
@user_passes_test(may_check)
def report(request: HttpRequest) -> HttpResponse:
    """Links that do not work, each with the public pages on which it stands."""
    links = Paginator(CheckedLink.objects.broken(), LINKS_PER_PAGE).get_page(request.GET.get("p"))
    keys = {key for link in links for key in link.found_on}
    pages = readable(Page.objects.filter(pk__in=keys)).select_related("locale").in_bulk()
    rows = [(link, [pages[key] for key in link.found_on if key in pages]) for link in links]
    context = {
        "links": links,
        "rows": rows,
        "running": running(),
        "last": CheckedLink.objects.order_by("-checked_at").first(),
        "checked": CheckedLink.objects.count(),
    }
    return render(request, "link_checks/report.html", context)


@require_POST
@user_passes_test(may_check)
def start(request: HttpRequest) -> HttpResponse:
    """Begins a run, unless one is under way: hosts are asked by one run at a time."""
    if running() is not None:
        messages.warning(request, gettext("Links are being checked already."))
        return redirect("link_checks:report")
    return redirect(runner.start(KIND, request.user).url)
