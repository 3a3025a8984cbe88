"""QuerySet of contributions: each method is one filter or order."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, Max, Value, When

ON_RECORD = ("published", "withdrawn")


class ContributionQuerySet(models.QuerySet[Any]):
    """Named queries for contributions."""

    def on_record(self) -> "ContributionQuerySet":
        """What readers may know of: published, or withdrawn (its number, date and reason)."""
        return self.filter(state__in=ON_RECORD)

    def published(self) -> "ContributionQuerySet":
        """Return the published contributions."""
        return self.filter(state="published")

    def of_conference(self, key: UUID) -> "ContributionQuerySet":
        """Return the contributions of the conference with this translation key."""
        return self.filter(conference_key=key)

    def of_session(self, key: UUID) -> "ContributionQuerySet":
        """Return the contributions of the session with this translation key."""
        return self.filter(session_key=key)

    def shown(self) -> "ContributionQuerySet":
        """With what a list shows of each: the number that it answers."""
        return self.select_related("parent").defer("text", "parent__html", "parent__text")

    def by_thread(self) -> "ContributionQuerySet":
        """Opening messages and pinned threads first, then each thread in its order."""
        first = Case(
            When(role="opening", then=Value(0)),
            When(is_pinned=True, then=Value(1)),
            default=Value(2),
        )
        return self.annotate(place=first).order_by("place", "thread_path")

    def by_time(self, *, newest_first: bool = False) -> "ContributionQuerySet":
        """Order by number, which is the order of posting."""
        return self.order_by("-number" if newest_first else "number")

    def drafts_of(self, participant: Any) -> "ContributionQuerySet":
        """Return a participant's drafts, the last saved first."""
        return self.filter(participant=participant, state="draft").order_by("-saved_at")

    def of_participant(self, participant: Any) -> "ContributionQuerySet":
        """What somebody has posted, the latest first."""
        return self.filter(participant=participant).exclude(state="draft").order_by("-number")

    def waiting(self) -> "ContributionQuerySet":
        """Return the contributions that wait for moderation, the oldest first."""
        return self.filter(state="waiting").order_by("posted_at", "number")

    def counted_by(self, *fields: str) -> Iterable[dict[str, Any]]:
        """How many there are for each value of the fields: rows with `count`."""
        return self.order_by().values(*fields).annotate(count=Count("pk")).order_by(*fields)

    def last_change(self) -> Any:
        """The latest instant at which readers got something else to see; None without any."""
        return self.aggregate(latest=Max("changed_at"))["latest"]
