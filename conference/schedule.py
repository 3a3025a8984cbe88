"""Dates and states of conferences and sessions, and the next change of state among many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from core.caching import generation_cache
from core.dates.formatting import format_date, format_range, last_day, utc_date


class State(models.TextChoices):
    """The state, computed from the dates whenever it is read and never stored."""

    UPCOMING = "upcoming", pgettext_lazy("state of a conference", "Upcoming")
    OPEN = "open", pgettext_lazy("state of a conference", "Open")
    CLOSING_SOON = "closing-soon", _("Closing soon")
    CLOSED = "closed", pgettext_lazy("state of a conference", "Closed")
    ARCHIVED = "archived", pgettext_lazy("state of a conference", "Archived")
    CANCELLED = "cancelled", pgettext_lazy("state of a conference", "Cancelled")

    @property
    def is_upcoming(self) -> bool:
        """Whether it has not opened yet."""
        return self is State.UPCOMING

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        return self in (State.OPEN, State.CLOSING_SOON)

    @property
    def is_ahead(self) -> bool:
        """Whether it is open or upcoming."""
        return not self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether it is over, archived or not, or cancelled."""
        return self in (State.CLOSED, State.ARCHIVED, State.CANCELLED)


def next_midnight(moment: datetime) -> datetime:
    """Returns the first midnight (UTC) after `moment`."""
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """The dates of one conference.

    All instants are aware and in UTC. `closes_at` is the closing first announced; `extended_to` is
    the later closing of an extended conference, `cancelled_at` when it was decided that it does not
    take place.
    """

    opens_at: datetime
    closes_at: datetime
    extended_to: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """The actual closing, an extension included."""
        return self.extended_to or self.closes_at

    def state(self, *, in_archive: bool, at: datetime | None = None) -> State:
        """Returns the state at the instant `at` (default: now)."""
        if self.cancelled_at is not None:
            return State.CANCELLED
        moment = at or timezone.now()
        if moment < self.opens_at:
            return State.UPCOMING
        if moment >= self.ends_at:
            return State.ARCHIVED if in_archive else State.CLOSED
        return State.CLOSING_SOON if moment >= self.closes_soon_from else State.OPEN

    @property
    def is_over(self) -> bool:
        """Whether the last day is over, whether it took place or not."""
        return self.ends_at <= timezone.now()

    @property
    def event_status(self) -> str:
        """The name of the state among schema.org's EventStatusType."""
        return "EventScheduled" if self.cancelled_at is None else "EventCancelled"

    @property
    def is_extended(self) -> bool:
        """Whether the conference closes later than first announced."""
        return self.extended_to is not None

    @property
    def closes_soon_from(self) -> datetime:
        """The instant from which an open conference is announced to close soon."""
        return self.ends_at - timedelta(days=settings.CLOSING_SOON_DAYS)

    def changes_after(self, moment: datetime) -> datetime | None:
        """Returns the first instant after `moment` at which state or days left change.

        None if they do not change any more.
        """
        if self.cancelled_at is not None:
            return self.ends_at if self.ends_at > moment else None
        turns = [self.opens_at, self.closes_soon_from, self.ends_at]
        if self.opens_at <= moment < self.ends_at:
            turns.append(next_midnight(moment))
        return min((turn for turn in turns if turn > moment), default=None)

    def days_left(self, at: datetime | None = None) -> int | None:
        """Returns the days after the present one (UTC): 0 on the last day, None if not open."""
        moment = at or timezone.now()
        if self.cancelled_at is not None or not self.opens_at <= moment < self.ends_at:
            return None
        return (last_day(self.ends_at) - utc_date(moment)).days

    @property
    def time_left(self) -> str:
        """Returns for example "3 days left"; empty if it is not open."""
        days = self.days_left()
        if days is None:
            return ""
        if days == 0:
            return gettext("Last day")
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}

    @property
    def dates(self) -> str:
        """Returns first to last day, an extension included: "19 January to 6 February 2009"."""
        return format_range(utc_date(self.opens_at), last_day(self.ends_at))

    @property
    def extension(self) -> str:
        """Returns a sentence about the extension; empty without one."""
        if self.extended_to is None:
            return ""
        return gettext("Extended: the first closing date was %(date)s.") % {
            "date": format_date(last_day(self.closes_at))
        }

    def session_sentence(self, state: State) -> str:
        """As `sentence`, for a session."""
        if state is State.CANCELLED:
            return gettext("This session does not take place as announced.")
        if state.is_closed:
            return gettext("This session is closed.")
        sentences = {
            State.UPCOMING: gettext("This session opens on %(opening)s."),
            State.OPEN: gettext("This session is open until %(closing)s."),
            State.CLOSING_SOON: gettext("This session closes soon, on %(closing)s."),
        }
        return sentences[state] % self._days()

    def _days(self) -> dict[str, str]:
        return {
            "opening": format_date(utc_date(self.opens_at)),
            "closing": format_date(last_day(self.ends_at)),
        }

    def sentence(self, state: State) -> str:
        """Returns a sentence about the state."""
        sentences = {
            State.UPCOMING: gettext("This conference opens on %(opening)s."),
            State.OPEN: gettext("This conference is open until %(closing)s."),
            State.CLOSING_SOON: gettext("This conference closes soon, on %(closing)s."),
            State.CLOSED: gettext(
                "This conference is closed. It no longer accepts contributions; its "
                "documents remain available."
            ),
            State.ARCHIVED: gettext(
                "This conference is closed and archived. It no longer accepts contributions; "
                "its documents remain available."
            ),
            State.CANCELLED: gettext(
                "This conference is cancelled and does not take place as announced. It accepts no "
                "contributions; its documents remain available."
            ),
        }
        return sentences[state] % self._days()


def next_change_below(page: Page, conferences: Callable[[], QuerySet[Any]]) -> datetime | None:
    """Returns the next change of state (UTC) among the conferences that `page` lists.

    Cached for the generation until that instant has passed.
    """

    next_change = cache(lambda: next_change_among(conferences(), timezone.now()))
    return generation_cache.get_or_make_until(("next change", page.pk), next_change, next_change)


def next_change_among(conferences: QuerySet[Any], moment: datetime) -> datetime | None:
    """Returns the earliest `Schedule.changes_after(moment)` of all `conferences`; one query."""
    ends = Coalesce("extended_to", "closes_at")
    soon = timedelta(days=settings.CLOSING_SOON_DAYS)
    found = conferences.annotate(ends=ends).aggregate(
        opening=Min("opens_at", filter=Q(opens_at__gt=moment)),
        closing=Min("ends", filter=Q(ends__gt=moment)),
        soon=Min("ends", filter=Q(ends__gt=moment + soon)),
        open=Min("opens_at", filter=Q(opens_at__lte=moment, ends__gt=moment)),
    )
    turns = [found["opening"], found["closing"]]
    if found["soon"] is not None:
        turns.append(found["soon"] - soon)
    if found["open"] is not None:
        turns.append(next_midnight(moment))
    return min((turn for turn in turns if turn is not None), default=None)


WEEKS_AHEAD = 4
LENGTH_DAYS = 18


def default_opening() -> datetime:
    """Returns the Monday four weeks ahead, 00:00 UTC."""
    today = timezone.now().astimezone(UTC)
    monday = today + timedelta(weeks=WEEKS_AHEAD) - timedelta(days=today.weekday())
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)


def default_closing() -> datetime:
    """Returns the Friday of the third week after the default opening, 23:59 UTC."""
    return default_opening() + timedelta(days=LENGTH_DAYS, hours=23, minutes=59)
