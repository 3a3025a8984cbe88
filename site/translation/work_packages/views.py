"""Views of the work packages: list, package and form."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin import messages

from translation.board import work_package_permissions
from translation.board.board_rows import rows
from translation.board.board_scope import board_scope_of
from translation.board.single_query_pagination import paginate
from translation.board.user_tasks import may_approve_in
from translation.files.forms import FORMAT_CHOICES, ImportForm
from translation.models import PackageAssignment, WorkPackage
from translation.work_packages import package_mail
from translation.work_packages.forms import PackageForm
from translation.work_packages.word_bands import BANDS, analyse

# Pages in one link: an address must not grow without limit.
MOST_IN_A_LINK = 100


@dataclass(frozen=True)
class LanguageSection:
    """One language of a package, as its screen shows it to a user."""

    assignment: PackageAssignment
    may_approve: bool
    """Whether the user approves pages in this language, wherever on the site."""
    submit_url: str
    """Where the user hands the pages that are missing to translators; empty for others."""


def language_sections(
    assignments: list[PackageAssignment], user: Any, *, may_change: bool
) -> list[LanguageSection]:
    """Returns the sections; `assignments` have their progress, `may_change` is of the package."""
    return [
        LanguageSection(
            each,
            may_approve=may_approve_in(user, each.locale_id),
            submit_url=_submit_url(each) if each.not_submitted and may_change else "",
        )
        for each in assignments
    ]


def _submit_url(assignment: PackageAssignment) -> str:
    """Returns the address of the bulk action for the pages that were not handed over yet."""
    submitted = assignment.translations().order_by().values("source__object_id")
    missing = assignment.package.pages.exclude(translation_key__in=submitted).order_by("path")
    query = {
        "id": list(missing.values_list("pk", flat=True)[:MOST_IN_A_LINK]),
        "next": reverse("work_packages:package", args=[assignment.package_id]),
    }
    args = ["wagtailcore", "page", "translate"]
    return reverse("wagtail_bulk_action", args=args, query=query)


ROWS_PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Lists the packages that the user sees, one row for each language."""
    visible = work_package_permissions.visible_packages(request.user).order_by().values("pk")
    found = assignments(request, PackageAssignment.objects.filter(package__in=visible))
    context = {
        "page": paginate(found, request.GET.get("p"), ROWS_PER_PAGE),
        "may_manage": work_package_permissions.may_manage_packages(request.user),
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
    found = get_object_or_404(
        work_package_permissions.visible_packages(request.user), pk=package_id
    )
    scope = board_scope_of(request.user)
    shown = _with_current_words(list(assignments(request, found.assignments.all())))
    locales = [each.locale for each in shown]
    pages = scope.originals().filter(pk__in=found.pages.order_by().values("pk"))
    page = paginate(pages, request.GET.get("p"), ROWS_PER_PAGE)
    may_change = (
        work_package_permissions.managed_packages(request.user).filter(pk=found.pk).exists()
    )
    context = {
        "package": found,
        "assignments": shown,
        "sections": language_sections(shown, request.user, may_change=may_change),
        "locales": locales,
        "page": page,
        "rows": rows(list(page), locales, scope),
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
    if not work_package_permissions.may_manage_packages(request.user):
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
    found = work_package_permissions.managed_packages(request.user).filter(pk=package_id).first()
    if found is None:
        raise PermissionDenied
    return found
