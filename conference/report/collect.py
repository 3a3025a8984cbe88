"""Puts numbers of contributions into a section of the draft of a report."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction

from conference.models import ConferencePage, OutcomePage
from conference.report.blocks import numbers_in


def report_of(conference: ConferencePage) -> OutcomePage | None:
    """The outcome page of the conference, as its latest draft has it; None without one."""
    found = OutcomePage.objects.child_of(conference).first()
    return found.get_latest_revision_as_object() if found is not None else None


def may_collect(user: User, conference: ConferencePage) -> bool:
    """Whether the user may edit the conference and, where it has one, its report."""
    report = OutcomePage.objects.child_of(conference).first()
    pages = [conference, *([report] if report is not None else [])]
    return all(page.permissions_for_user(user).can_edit() for page in pages)


def sections_of(report: OutcomePage) -> list[tuple[str, str]]:
    """Id and heading of each section."""
    return [(str(child.id), str(child.value["title"])) for child in report.report]


@transaction.atomic
def add(report: OutcomePage, numbers: list[int], section: str, title: str, user: User) -> None:
    """Adds the numbers to the section with this id, or to a new one with this title, in a draft.

    What the section cites already stays once.
    """
    rows: list[dict[str, Any]] = list(report.report.get_prep_value())
    row = next((row for row in rows if row["id"] == section), None)
    if row is None:
        value = {"title": title, "text": "", "cited": ""}
        row = {"type": "section", "value": value, "id": str(uuid4())}
        rows.append(row)
    cited = [*numbers_in(row["value"].get("cited") or ""), *numbers]
    row["value"]["cited"] = ", ".join(f"#{number}" for number in dict.fromkeys(cited))
    report.report = report._meta.get_field("report").to_python(rows)
    report.save_revision(user=user, log_action=True)
