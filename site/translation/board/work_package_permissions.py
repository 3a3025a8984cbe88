"""Which work packages a user sees and manages, and which pages may be bundled in one."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail.models import Page
from wagtail.query import PageQuerySet

from translation import translation_querysets
from translation.board.board_scope import board_scope_of
from translation.board.original_pages import below, originals
from translation.models import PackageAssignment, WorkPackage


def usable_pages(user: Any) -> PageQuerySet:
    """Returns the originals that the user edits and may bundle."""
    if user.is_superuser:
        return originals()
    return originals().filter(below(board_scope_of(user).trees))


def may_manage_packages(user: Any) -> bool:
    """Whether the user edits originals, and so may make packages."""
    return bool(usable_pages(user).exists())


def managed_packages(user: Any) -> QuerySet[WorkPackage]:
    """Returns the packages of the user, and those of which the user edits every page."""
    if user.is_superuser:
        return WorkPackage.objects.all()
    if not may_manage_packages(user):
        return WorkPackage.objects.none()
    trees = below(board_scope_of(user).trees)
    others = Page.objects.exclude(trees).filter(pk__in=_members().values("page"))
    return WorkPackage.objects.filter(Q(created_by=user) | ~Exists(others))


def visible_packages(user: Any) -> QuerySet[WorkPackage]:
    """Returns the managed packages, and those with work in which the user has a part."""
    assigned = PackageAssignment.objects.of(user).values("package")
    mine = translation_querysets.visible_to(user).order_by().values("source__object_id")
    shared = _members().filter(page__translation_key__in=mine)
    managed = managed_packages(user).order_by().values("pk")
    return WorkPackage.objects.filter(Q(pk__in=managed) | Q(pk__in=assigned) | Exists(shared))


def _members() -> QuerySet[Any]:
    """Returns the rows of the pages of the package of the outer query."""
    rows: QuerySet[Any] = WorkPackage.pages.through.objects.filter(workpackage=OuterRef("pk"))
    return rows
