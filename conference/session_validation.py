"""Validates a session's number and dates within its conference."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from wagtail.models import Page


def faults(
    session: Any,
    conference: Page,
    *,
    number: int | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> dict[str, str]:
    """Returns field → error for number and dates (UTC) of a session below `conference`.

    `session` may be unsaved; its own values are not read.
    """
    return {
        **_fault_of_number(session, conference, number),
        **_faults_of_dates(conference, opens_at, closes_at),
    }


def _fault_of_number(session: Any, conference: Page, number: int | None) -> dict[str, str]:
    # An alias shows another page, with its number.
    if getattr(session, "alias_of_id", None) or not number:
        return {}
    others = type(session).objects.child_of(conference).exclude(pk=session.pk)
    taken = others.filter(number=number, alias_of=None).first()
    if taken is None:
        return {}
    message = gettext("“%(title)s” has the number %(number)s already.")
    return {"number": message % {"title": taken.title, "number": number}}


def _faults_of_dates(
    conference: Page, opens_at: datetime | None, closes_at: datetime | None
) -> dict[str, str]:
    schedule = getattr(conference.specific, "schedule", None)
    found: dict[str, str] = {}
    if schedule is None:
        return found
    if opens_at and opens_at < schedule.opens_at:
        found["opens_at"] = gettext("The conference opens later than that.")
    if closes_at and closes_at > schedule.ends_at:
        found["closes_at"] = gettext("The conference closes earlier than that.")
    return found
