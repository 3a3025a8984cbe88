"""What a package's screen offers for one language: reviews, and pages to hand to translators."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from translation.dashboard.user_tasks import may_approve_in
from translation.models import PackageAssignment

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
    query = QueryDict(mutable=True)
    query.setlist("id", [str(pk) for pk in missing.values_list("pk", flat=True)[:MOST_IN_A_LINK]])
    query["next"] = reverse("work_packages:package", args=[assignment.package_id])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "translate"])
    return f"{address}?{query.urlencode()}"
