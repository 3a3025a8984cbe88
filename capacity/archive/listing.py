"""The filtered, sorted and paginated list of archived conferences."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from wagtail.models import Page

from capacity.archive import facets, query_parameters
from conference.models import ConferencePage
from conference.models.conference_querysets import ListedConferences
from core.caching import generation_cache
from core.models import BasePage
from core.pages.public_querysets import readable
from search.page_search import MAX_RESULTS, find_page_ids

CONFERENCES_PER_PAGE = 50
ORDERS = {
    query_parameters.NEWEST: ("-opens_at", "path"),
    query_parameters.OLDEST: ("opens_at", "path"),
    query_parameters.TITLE: ("title_key", "path"),
}


class ArchiveListing:
    """Closed conferences directly below the archive; the number of queries is constant."""

    def __init__(self, archive: BasePage, request: HttpRequest) -> None:
        # URLs are UTF-8, whatever encoding the request's headers name for its body.
        request.encoding = "utf-8"
        self.archive = archive
        self.parameters, self.ignored = query_parameters.read(request.GET, self._is_known)

    @cached_property
    def places(self) -> list[Page]:
        """The portal and the archive in every language in which they are public."""
        found: list[Page] = generation_cache.get_or_make(("places", self.archive.pk), self._places)
        return found

    def _places(self) -> list[Page]:
        keys = [page.translation_key for page in self.archive.lineage[-2:]]
        places = readable(Page.objects.filter(translation_key__in=keys))
        return list(places.select_related("locale"))

    @cached_property
    def all_conferences(self) -> ListedConferences:
        """The conferences of the list without any filter.

        Those closed at the first use, after `changes_at` was asked for where they are cached: so no
        closing falls between the two.
        """
        if self.archive.pk not in {place.pk for place in self.places}:
            return ConferencePage.objects.none()
        conferences = ConferencePage.objects.right_below(self.archive)
        closed: ListedConferences = conferences.closed_at(timezone.now())
        return closed

    @property
    def changes_at(self) -> datetime | None:
        """The instant (UTC) at which the next conference closes; None if there is none."""
        return self.archive.fresh_until()

    @property
    def is_shared(self) -> bool:
        """Whether no filter is set, and the order is the default: so many readers ask for it."""
        return self.parameters.is_default

    def _is_known(self, facet: str, value: str) -> bool:
        if facet == "language":
            return value in dict(settings.LANGUAGES)
        return value in self._known.get(facet, {})

    @cached_property
    def _known(self) -> facets.Counts:
        """The counts of all values in the whole archive, cached until a conference closes."""

        def counted() -> facets.Counts:
            scopes = dict.fromkeys(query_parameters.FACETS, self.all_conferences)
            return facets.count(scopes, self.places)

        name = ("archive counts", self.archive.pk)
        return generation_cache.get_or_make_until(name, counted, self.archive.fresh_until)

    @cached_property
    def hits(self) -> list[int]:
        """Ids of the pages below the archive that the full-text search finds."""
        language = self.archive.locale.language_code
        return find_page_ids(self.parameters.q, language, below=self.archive)

    @property
    def is_limited(self) -> bool:
        """Whether the search may have more hits than it returns."""
        return bool(self.parameters.q) and len(self.hits) >= MAX_RESULTS

    def matching(self, *, but: str = "") -> ListedConferences:
        """Returns the conferences that match the filters, without the filter `but`."""
        found = self.all_conferences
        for name, value in self.parameters.filters.items():
            if name != but:
                found = self._narrowed(found, name, value)
        return found

    def _narrowed(self, found: ListedConferences, name: str, value: str) -> ListedConferences:
        match name:
            case "q":
                return found.with_pages(self.hits, self.archive.depth + 1)
            case "year":
                return found.filter(opens_at__year=int(value))
            case "topic":
                return found.about(value)
            case "instrument":
                return found.dealing_with(value)
            case _:
                return found.readable_in(value, self.places)

    @cached_property
    def counts(self) -> facets.Counts:
        """For each facet, the counts of its values with the other filters applied."""
        if not self.parameters.filters:
            return self._known
        scopes = {name: self.matching(but=name) for name in query_parameters.FACETS}
        return facets.count(scopes, self.places)

    @cached_property
    def total(self) -> int:
        """The number of matching conferences: the sum over the years."""
        years = self.counts["year"]
        return years.get(self.parameters.year, 0) if self.parameters.year else sum(years.values())

    def for_display(self, part: slice) -> ListedConferences:
        """Returns a slice of the sorted list, with what the template needs.

        Only ids are sorted; the rows are fetched for the conferences of this slice. Those of the
        whole list are cached until it changes.
        """
        order = ORDERS[self.parameters.sort]
        conferences = ConferencePage.objects.filter(pk__in=self._keys(part, order)).order_by(*order)
        return conferences.for_listing(in_archive=True)

    def _keys(self, part: slice, order: Sequence[str]) -> Any:
        def found() -> Any:
            return self.matching().order_by(*order).values_list("pk", flat=True)[part]

        if not self.is_shared:
            return found()
        name = ("archive", self.archive.pk, part.start, part.stop)
        return generation_cache.get_or_make_until(
            name, lambda: list(found()), self.archive.fresh_until
        )

    @cached_property
    def page_obj(self) -> ListPage[Any]:
        """The current page of the paginated list."""
        paginator = CountedPaginator(self, self.total)
        return paginator.get_page(min(self.parameters.page, paginator.num_pages))

    @cached_property
    def printed(self) -> list[ConferencePage]:
        """The conferences of the print view: not paginated, limited in number."""
        return list(self.for_display(slice(settings.PRINT_MAX_PAGES)))


class CountedPaginator(Paginator):
    """A paginator that is given the count."""

    def __init__(self, listing: ArchiveListing, count: int) -> None:
        parts: Any = _Parts(listing)
        super().__init__(parts, CONFERENCES_PER_PAGE)
        self.count = count


class _Parts:
    """A sliceable object for the paginator."""

    def __init__(self, listing: ArchiveListing) -> None:
        self.listing = listing

    def __getitem__(self, part: slice) -> ListedConferences:
        return self.listing.for_display(part)
