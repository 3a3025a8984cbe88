"""Finds sessions whose dates no longer fit those of their conference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from conference.models import ConferencePage, Extension, SessionPage
from core.dates.formatting import last_day


@dataclass(frozen=True)
class Misfit:
    """A session, and a sentence about what is wrong."""

    session: SessionPage
    reason: str


def misfits(conference: ConferencePage) -> list[Misfit]:
    """Returns the dated sessions of a conference whose dates need a look, by number.

    These are sessions outside its dates and, if the conference was extended and no session reaches
    its last day, those that ended on a former last day.
    """
    schedule = conference.schedule
    sessions = list(SessionPage.objects.dated_in(conference))
    reaches_end = any(_ends_on(session, schedule.ends_at) for session in sessions)
    former = _former_closings(conference)
    found = []
    for session in sessions:
        if session.opens_at < conference.opens_at:
            found.append(Misfit(session, gettext("It opens before the conference.")))
        elif session.closes_at > schedule.ends_at:
            found.append(Misfit(session, gettext("It closes after the conference.")))
        elif not reaches_end and any(_ends_on(session, closing) for closing in former):
            reason = gettext("It ended with the conference, which now goes on without a session.")
            found.append(Misfit(session, reason))
    return found


def misfits_message(found: Iterable[Misfit]) -> SafeString:
    """Returns a message with a link to each session, as safe HTML."""
    rows = [
        (
            reverse("wagtailadmin_pages:edit", args=[misfit.session.pk]),
            misfit.session.heading,
            misfit.reason,
        )
        for misfit in found
    ]
    items = format_html_join("", '<li><a href="{}">{}</a> – {}</li>', rows)
    return format_html("{}<ul>{}</ul>", gettext("Check the dates of these sessions:"), items)


def _former_closings(conference: ConferencePage) -> list[datetime]:
    """Returns every closing (UTC) that was replaced by an extension."""
    if not conference.schedule.is_extended:
        return []
    earlier = Extension.objects.of(conference).filter(closes_at__lt=conference.schedule.ends_at)
    return [conference.closes_at, *earlier.values_list("closes_at", flat=True)]


def _ends_on(session: SessionPage, closing: datetime) -> bool:
    return session.closes_at is not None and last_day(session.closes_at) == last_day(closing)
