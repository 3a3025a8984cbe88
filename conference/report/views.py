"""Admin view that collects contributions into sections of a draft report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from conference.models import ConferencePage
from conference.report import collect
from conference.report.forms import CollectForm, NarrowForm
from contributions.conference_registry import known
from contributions.models import Contribution
from contributions.reading.author_lines import author_lines
from core.text.phrases import with_details

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def collect_contributions(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lists the published contributions of a conference; POST adds the chosen ones to the draft."""
    conference = _conference(request, page_id)
    report = collect.report_of(conference)
    described: Any = known().of_page(conference, sessions=True)
    narrow = NarrowForm(request.GET, conference=described)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    found = _narrowed(conference, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    form = None
    if report is not None:
        numbers = [row.number for row in page]
        data = request.POST if request.method == "POST" else None
        form = CollectForm(data, numbers=numbers, sections=collect.sections_of(report))
        if form.is_valid():
            values = form.cleaned_data
            collect.add(
                report,
                values["numbers"],
                values["section"],
                values["title"],
                request.user,  # type: ignore[arg-type]
            )
            messages.success(request, gettext("The contributions are in the draft of the report."))
            return redirect(request.get_full_path())
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "conference": conference,
        "report": report,
        "narrow": narrow,
        "form": form,
        "page": page,
        "rows": [(row, with_details(author_lines(row))) for row in page],
        "query": query.urlencode(),
        "new_report_url": reverse(
            "wagtailadmin_pages:add", args=["conference", "outcomepage", conference.pk]
        ),
    }
    return render(request, "conference/admin/collect.html", context)


def _conference(request: HttpRequest, page_id: int) -> ConferencePage:
    """The original: translations get the numbers from it.

    Raises Http404 for other pages, PermissionDenied for those who may not edit it.
    """
    asked = ConferencePage.objects.filter(pk=page_id).select_related("locale").first()
    if asked is None:
        raise Http404
    found = asked.get_original() or asked
    if not collect.may_collect(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied
    return found.specific


def _narrowed(conference: ConferencePage, chosen: dict[str, Any]) -> Any:
    found = Contribution.objects.published().of_conference(conference.translation_key)
    for name, field in (("session", "session_key"), ("question", "question_key")):
        if chosen.get(name):
            found = found.filter(**{field: UUID(chosen[name])})
    if chosen.get("language"):
        found = found.filter(language=chosen["language"])
    return found.by_time().defer("text", "html")
