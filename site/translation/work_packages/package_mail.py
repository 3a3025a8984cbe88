"""E-mail about work packages: assigned, nearly due and done, in the recipient's language."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from wagtail.users.models import UserProfile

from core.mail import send_templated
from translation.models import PackageAssignment

logger = logging.getLogger(__name__)

TEMPLATES = "translation/mails"
NEARLY_DUE = timedelta(days=3)
"""Time before the due date at which the reminder is sent."""


def tell_assigned(assignment: PackageAssignment, sender: Any) -> None:
    """Tells the assignee on commit, except the user who assigned it."""
    found = PackageAssignment.objects.with_names().with_progress().get(pk=assignment.pk)
    people = [user for user in found.recipients() if user != sender]
    transaction.on_commit(lambda: _send_all(people, "package_assigned", found))


def send_due() -> int:
    """Sends reminders and notices of finished packages. Returns the number of packages.

    A reminder is sent once, and again after the due date or the assignee was changed.
    """
    every = (
        PackageAssignment.objects.with_names().with_progress().select_related("package__created_by")
    )
    nearly_due = [each for each in every if _is_nearly_due(each)]
    for each in nearly_due:
        _remind(each)
    changed = [each for each in every if each.is_done != bool(each.done_at)]
    for each in changed:
        _note_done(each)
    return len(nearly_due) + len(changed)


def _is_nearly_due(assignment: PackageAssignment) -> bool:
    due = assignment.package.due_on
    if due is None or assignment.reminded_at or assignment.is_done:
        return False
    return bool(due - timezone.localdate() <= NEARLY_DUE)


def _remind(assignment: PackageAssignment) -> None:
    # Stored first: a mail server that fails must not lead to a mail every minute.
    assignment.reminded_at = timezone.now()
    assignment.save(update_fields=["reminded_at"])
    _send_all(assignment.recipients(), "package_due", assignment)


def _note_done(assignment: PackageAssignment) -> None:
    """Stores that the package is finished, or has become unfinished again, which is not mailed."""
    assignment.done_at = timezone.now() if assignment.is_done else None
    assignment.save(update_fields=["done_at"])
    creator = assignment.package.created_by
    if assignment.done_at and creator is not None and creator.is_active:
        _send_all([creator], "package_done", assignment)


def _send_all(people: Iterable[User], kind: str, assignment: PackageAssignment) -> None:
    for user in people:
        profile = UserProfile.get_for_user(user)
        if not user.email or not profile.submitted_notifications:
            continue
        language = profile.get_preferred_language()
        context = {"assignment": assignment, "package": assignment.package, "user": user}
        try:
            send_templated(user.email, f"{TEMPLATES}/{kind}", context, language=language)
        except (OSError, SMTPException):
            logger.exception("Mail “%s” of package %s was not sent", kind, assignment.package_id)
