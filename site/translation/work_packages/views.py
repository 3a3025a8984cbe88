"""Views of the work packages: list, package and form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin import messages

from translation.dashboard import package_permissions
from translation.dashboard.board_rows import rows
from translation.dashboard.board_scope import board_scope_of
from translation.dashboard.single_query_pagination import paginate
from translation.files.forms import FORMAT_CHOICES, ImportForm
from translation.models import PackageAssignment, WorkPackage
from translation.work_packages import package_mail
from translation.work_packages.forms import PackageForm
from translation.work_packages.language_sections import language_sections
from translation.work_packages.word_bands import BANDS, analyse

ROWS_PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Lists the packages that the user sees, one row for each language."""
    visible = package_permissions.visible_to(request.user).order_by().values("pk")
    found = assignments(request, PackageAssignment.objects.filter(package__in=visible))
    context = {
        "page": paginate(found, request.GET.get("p"), ROWS_PER_PAGE),
        "may_manage": package_permissions.may_manage(request.user),
        "others": "",
    }
    return render(request, "translation/work_packages/index.html", context)


def assignments(
    request: HttpRequest, found: QuerySet[PackageAssignment]
) -> QuerySet[PackageAssignment]:
    """Narrows to the languages that the user sees, with all that the table shows."""
    scope = board_scope_of(request.user)
    seen = found.filter(locale__in=[locale.pk for locale in scope.locales])
    mine = found.filter(pk__in=PackageAssignment.objects.of(request.user).values("pk"))
    every: Any = seen | mine
    return every.with_progress().with_names()


@require_safe
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """Renders one package with its languages and pages. Raises Http404."""
    found = get_object_or_404(package_permissions.visible_to(request.user), pk=package_id)
    scope = board_scope_of(request.user)
    shown = _with_current_words(list(assignments(request, found.assignments.all())))
    locales = [each.locale for each in shown]
    pages = scope.originals().filter(pk__in=found.pages.order_by().values("pk"))
    page = paginate(pages, request.GET.get("p"), ROWS_PER_PAGE)
    may_change = package_permissions.managed_by(request.user).filter(pk=found.pk).exists()
    context = {
        "package": found,
        "assignments": shown,
        "sections": language_sections(shown, request.user, may_change=may_change),
        "locales": locales,
        "page": page,
        "rows": rows(list(page), locales, scope),
        "others": "",
        "layouts": FORMAT_CHOICES,
        "import_form": ImportForm(),
        "may_change": may_change,
    }
    return render(request, "translation/work_packages/package.html", context)


def _with_current_words(shown: list[PackageAssignment]) -> list[PackageAssignment]:
    """Counts the words anew where pages were handed to translators after the last count."""
    for each in shown:
        if each.is_analysis_outdated:
            analyse.enqueue(each.pk)
            each.refresh_from_db(fields=BANDS)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Form of a new package. Raises PermissionDenied for users who edit no original."""
    if not package_permissions.may_manage(request.user):
        raise PermissionDenied
    return _form(request, WorkPackage())


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, package_id: int) -> HttpResponse:
    """Form of an existing package. Raises PermissionDenied."""
    return _form(request, _managed(request, package_id))


def _form(request: HttpRequest, found: WorkPackage) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    offered = [int(pk) for name in ("page", "pages") for pk in asked.getlist(name) if pk.isdigit()]
    due_before = found.due_on
    form = PackageForm(
        request.POST if request.method == "POST" else None,
        instance=found,
        request=request,
        offered=offered,
        initial={"pages": offered} if offered and found.pk is None else None,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, is_later=found.due_on != due_before)
    context = {"form": form, "package": found}
    return render(request, "translation/work_packages/form.html", context)


def _save(request: HttpRequest, form: PackageForm, *, is_later: bool) -> HttpResponse:
    with transaction.atomic():
        changed = form.save_all()
        found = form.instance
        if is_later:
            found.assignments.update(reminded_at=None)
    for assignment in found.assignments.all():
        analyse.enqueue(assignment.pk)
    for assignment in changed:
        package_mail.tell_assigned(assignment, request.user)
    messages.success(request, gettext("The work package “%(name)s” was saved.") % {"name": found})
    return redirect("work_packages:package", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, package_id: int) -> HttpResponse:
    """Asks, then deletes the package; pages and translations stay. Raises PermissionDenied."""
    found = _managed(request, package_id)
    if request.method != "POST":
        return render(request, "translation/work_packages/delete.html", {"package": found})
    found.delete()
    messages.success(request, gettext("The work package “%(name)s” was deleted.") % {"name": found})
    return redirect("work_packages:index")


def _managed(request: HttpRequest, package_id: int) -> WorkPackage:
    found = package_permissions.managed_by(request.user).filter(pk=package_id).first()
    if found is None:
        raise PermissionDenied
    return found
