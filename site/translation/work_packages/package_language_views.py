"""Actions on all pages of a package in one language: review, approval and export."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from translation import translation_querysets, upstream
from translation.board import work_package_permissions
from translation.files import views as file_views
from translation.files.export_formats import EXPORT_FORMATS
from translation.files.file_permissions import exportable_by
from translation.models import PackageAssignment
from translation.review import workflow_steps

Action = Callable[[Translation, Page, Any], str]
# Maximum number of pages in one request: each takes up to some tenths of a second.
MOST_AT_ONCE = 40


def assignment_of(request: HttpRequest, package_id: int, language: str) -> PackageAssignment:
    """Returns the package in the language. Raises Http404."""
    visible = work_package_permissions.visible_packages(request.user).order_by().values("pk")
    rows = PackageAssignment.objects.filter(package__in=visible).with_names()
    return get_object_or_404(rows, package=package_id, locale__language_code=language)


@require_POST
def send(request: HttpRequest, package_id: int, language: str) -> HttpResponse:
    """Sends every page of the package that is not in review or approved to review."""
    assignment = assignment_of(request, package_id, language)
    waiting = _mine(request, assignment).exclude(progress__state__in=("approved", "review"))
    return _all(request, assignment, waiting, workflow_steps.try_to_send)


@require_POST
def approve(request: HttpRequest, package_id: int, language: str) -> HttpResponse:
    """Approves and publishes every page of the package that is in review."""
    assignment = assignment_of(request, package_id, language)
    waiting = _mine(request, assignment).filter(progress__state="review")
    return _all(request, assignment, waiting, workflow_steps.try_to_approve)


def _mine(request: HttpRequest, assignment: PackageAssignment) -> Any:
    keys = assignment.package.pages.order_by().values("translation_key")
    mine = translation_querysets.visible_to(request.user)
    found = mine.filter(source__object_id__in=keys, target_locale=assignment.locale)
    return found.select_related("source", "target_locale").order_by("pk")


def _all(
    request: HttpRequest, assignment: PackageAssignment, waiting: Any, act: Action
) -> HttpResponse:
    done, held = [], []
    for translation in waiting[:MOST_AT_ONCE]:
        page = upstream.target_of(translation)
        if not isinstance(page, Page):
            continue
        reason = act(translation, page, request.user)
        if reason:
            held.append((page, reason))
        else:
            done.append(page)
    context = {
        "assignment": assignment,
        "package": assignment.package,
        "done": done,
        "held": held,
        "is_approval": act is workflow_steps.try_to_approve,
        "left": max(0, waiting.count() - len(held)),
    }
    return render(request, "translation/work_packages/results.html", context)


@require_safe
def export(request: HttpRequest, package_id: int, language: str) -> HttpResponse:
    """Returns the package in the language as one file, in the format `layout`."""
    assignment = assignment_of(request, package_id, language)
    layout = request.GET.get("layout", "xliff-2.1")
    if layout not in EXPORT_FORMATS:
        raise Http404
    keys = assignment.package.pages.order_by().values("translation_key")
    wanted = exportable_by(request.user).filter(source__object_id__in=keys)
    answer = file_views.download(wanted, language, layout, assignment.package.name)
    if answer is None:
        messages.warning(request, file_views.nothing_to_export())
        return redirect("work_packages:package", package_id)
    return answer
