"""Which conferences a reader finds where: asked of the database, never sorted out in Python."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber, Substr

from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.pages.public_querysets import children_interval, readable, readable_children

# As `Schedule.ends_at`; the index of conferences by their end is on this expression.
ENDS_AT = Coalesce("extended_to", "closes_at")


class ListedConferences(PageQuerySet):
    """Conferences by their state at a moment (an aware instant), as `Schedule.state` has it."""

    def upcoming_at(self, moment: datetime) -> Self:
        """Those not open yet, the next to open first."""
        coming = self._dated(opens_at__gt=moment)
        return self.filter(pk__in=coming).order_by("opens_at", "path")

    def open_at(self, moment: datetime) -> Self:
        """Those open, the next to close first."""
        running = self._dated(opens_at__lte=moment, ends_at__gt=moment)
        return self.alias(ends_at=ENDS_AT).filter(pk__in=running).order_by("ends_at", "path")

    def closed_at(self, moment: datetime) -> Self:
        """Those over, the last closed first."""
        over = self.alias(ends_at=ENDS_AT).filter(opens_at__lte=moment, ends_at__lte=moment)
        return over.order_by("-ends_at", "path")

    def _dated(self, **dates: datetime) -> Any:
        """Keys of conferences with these dates, found by the indexes of the dates.

        They are few beside those that are over. Within one query, SQLite would look at the tree
        first, and at the date of each conference below it.
        """
        conferences = self.model._base_manager.alias(ends_at=ENDS_AT)
        return conferences.filter(**dates).values("pk")

    def readable_below(self, page: Page) -> Self:
        """At any depth below `page`. Dear for many: narrow them down by date first."""
        below: Self = readable(self.filter(path__range=children_interval(page)))
        return below

    def below_any_version_of(self, page: Page) -> Self:
        """Those that everybody may read, at any depth below `page` in any of its languages."""
        # All versions of a page stand equally deep, for the trees of all languages are alike.
        above = Substr(OuterRef("path"), 1, page.depth * Page.steplen)
        versions = Page.objects.filter(path=above, translation_key=page.translation_key)
        found: Self = readable(self.filter(Exists(versions), depth__gt=page.depth))
        return found

    def ahead_at(self, moment: datetime) -> Self:
        """Those open or not open yet."""
        return self.filter(pk__in=self._dated(ends_at__gt=moment))

    def one_of_each(self, locale_id: int) -> Self:
        """Each conference once: in this language, or else the version that was there first."""
        own_first = Case(When(locale=locale_id, then=0), default=1)
        place = Window(RowNumber(), partition_by="translation_key", order_by=[own_first, "pk"])
        return self.annotate(place_among_versions=place).filter(place_among_versions=1)

    def with_outcomes(self) -> Self:
        """Those of which some outcome is on record."""
        # By name: its module imports this one.
        outcomes = apps.get_model("conference", "Outcome").objects
        own = outcomes.filter(page__translation_key=OuterRef("translation_key"))
        return self.filter(Exists(own))

    def right_below(self, page: Page) -> Self:
        """Those that a reader of `page` may read, right below it; cheap for many."""
        children: Self = readable_children(self, [page])
        return children

    def readable_in(self, language: str, places: list[Page]) -> Self:
        """Those with a readable translation in `language`, itself included.

        `places` are the readable pages, of all languages, below which conferences stand.
        """
        versions = readable_children(Page.objects.all(), places).filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language
        )
        return self.filter(Exists(versions))

    def about(self, topic: str) -> Self:
        """Those with the topic that has this key."""
        return self.filter(topics__key=topic)

    def dealing_with(self, instrument: str) -> Self:
        """Those on a planning instrument of this kind."""
        # By name: its module imports this one.
        instruments = apps.get_model("conference", "PlanningInstrument").objects
        return self.filter(pk__in=instruments.filter(kind=instrument).values("page"))

    def with_pages(self, page_ids: Iterable[int], depth: int) -> Self:
        """Those that any of these pages is, or belongs to; `depth` is the conferences' own."""
        hits = Page.objects.filter(pk__in=list(page_ids), depth__gte=depth)
        return self.filter(path__in=hits.values(own=Substr("path", 1, depth * Page.steplen)))

    def for_listing(self, *, in_archive: bool) -> Self:
        """Ready to be drawn; the texts that no listing shows stay in the database."""
        listed: Any = self.select_related("locale", "content_type").defer_streamfields()
        ready: Self = listed.annotate(in_archive=Value(in_archive))
        return ready
