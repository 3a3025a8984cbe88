"""Queryset methods for lists of conferences by state, place and facet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber, Substr

from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.pages.public_querysets import children_interval, readable, readable_children

# As `Schedule.ends_at`; there is an index on this expression.
ENDS_AT = Coalesce("extended_to", "closes_at")


class ListedConferences(PageQuerySet):
    """Conferences by their state at an aware instant, as `Schedule.state` computes it."""

    def closed_at(self, moment: datetime) -> Self:
        """Conferences whose last day is over, cancelled ones too, the last first."""
        over = self.alias(ends_at=ENDS_AT).filter(opens_at__lte=moment, ends_at__lte=moment)
        return over.order_by("-ends_at", "path")

    def readable_below(self, page: Page) -> Self:
        """Public conferences at any depth below `page`.

        Expensive for many: filter by date first.
        """
        below: Self = readable(self.filter(path__range=children_interval(page)))
        return below

    def below_any_version_of(self, page: Page) -> Self:
        """Public conferences at any depth below `page` in any of its languages."""
        # All language versions of a page have the same depth.
        above = Substr(OuterRef("path"), 1, page.depth * Page.steplen)
        versions = Page.objects.filter(path=above, translation_key=page.translation_key)
        found: Self = readable(self.filter(Exists(versions), depth__gt=page.depth))
        return found

    def not_over_at(self, moment: datetime) -> Self:
        """Open and upcoming conferences, and cancelled ones until their last day is over.

        They are few compared with closed ones, and found by the index on dates. Without the
        subquery, SQLite would search the tree first and then check each conference's dates.
        """
        conferences = self.model._base_manager.alias(ends_at=ENDS_AT)
        return self.filter(pk__in=conferences.filter(ends_at__gt=moment).values("pk"))

    def one_of_each(self, locale_id: int) -> Self:
        """Each conference once: in this language, or else in its original one."""
        own_first = Case(When(locale=locale_id, then=0), default=1)
        place = Window(RowNumber(), partition_by="translation_key", order_by=[own_first, "pk"])
        return self.annotate(place_among_versions=place).filter(place_among_versions=1)

    def with_outcomes(self) -> Self:
        """Conferences that have outcomes."""
        # By name, to avoid an import cycle.
        outcomes = apps.get_model("conference", "Outcome").objects
        own = outcomes.filter(page__translation_key=OuterRef("translation_key"))
        return self.filter(Exists(own))

    def right_below(self, page: Page) -> Self:
        """Public children of `page`, for a reader who may see it; fast for many."""
        children: Self = readable_children(self, [page])
        return children

    def readable_in(self, language: str, places: list[Page]) -> Self:
        """Conferences with a public version in `language`.

        `places` are the public pages, in all languages, that may have conferences as children.
        """
        versions = readable_children(Page.objects.all(), places).filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language
        )
        return self.filter(Exists(versions))

    def about(self, topic: str) -> Self:
        """Conferences with the topic that has this key."""
        return self.filter(topics__key=topic)

    def dealing_with(self, instrument: str) -> Self:
        """Conferences on a planning instrument of this kind."""
        # By name, to avoid an import cycle.
        instruments = apps.get_model("conference", "PlanningInstrument").objects
        return self.filter(pk__in=instruments.filter(kind=instrument).values("page"))

    def with_pages(self, page_ids: Iterable[int], depth: int) -> Self:
        """Conferences that are, or contain, any of these pages.

        `depth` is the conferences' own depth.
        """
        hits = Page.objects.filter(pk__in=list(page_ids), depth__gte=depth)
        return self.filter(path__in=hits.values(own=Substr("path", 1, depth * Page.steplen)))

    def for_listing(self, *, in_archive: bool) -> Self:
        """Adds what a list's template needs, and defers long texts."""
        listed: Any = self.select_related("locale", "content_type").defer_streamfields()
        ready: Self = listed.annotate(in_archive=Value(in_archive))
        return ready
