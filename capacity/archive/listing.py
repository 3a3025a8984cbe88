"""The archive as one reader asked for it."""

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
from conference.models.conference_listings import ListedConferences
from core.caching import generation_cache
from core.pages.public_querysets import readable
from search.page_search import MAX_RESULTS, find_page_ids

CONFERENCES_PER_PAGE = 50
ORDERS = {
    query_parameters.NEWEST: ("-opens_at", "path"),
    query_parameters.OLDEST: ("opens_at", "path"),
    query_parameters.TITLE: ("title_key", "path"),
}


class ArchiveListing:
    """Closed conferences right below the archive, in as many queries however many they are."""

    def __init__(self, archive: Page, request: HttpRequest) -> None:
        # Addresses are UTF-8, whatever the request's headers say of a body that it does not have.
        request.encoding = "utf-8"
        self.archive = archive
        self.moment = timezone.now()
        self.asked, self.ignored = query_parameters.read(request.GET, self._is_known)

    @cached_property
    def places(self) -> list[Page]:
        """The portal and the archive in every language in which anybody may read them."""
        found: list[Page] = generation_cache.once(("places", self.archive.pk), self._places)
        return found

    def _places(self) -> list[Page]:
        keys = [page.translation_key for page in self.archive.lineage[-2:]]
        places = readable(Page.objects.filter(translation_key__in=keys))
        return list(places.select_related("locale"))

    @cached_property
    def everything(self) -> ListedConferences:
        """All that is to be found here, whatever was asked for."""
        if self.archive.pk not in {place.pk for place in self.places}:
            return ConferencePage.objects.none()
        conferences = ConferencePage.objects.right_below(self.archive)
        closed: ListedConferences = conferences.closed_at(self.moment)
        return closed

    def _is_known(self, facet: str, value: str) -> bool:
        if facet == "language":
            return value in dict(settings.LANGUAGES)
        return value in self._known.get(facet, {})

    @cached_property
    def _known(self) -> facets.Counts:
        """The values that occur in the whole archive."""
        scopes = dict.fromkeys(("year", "topic", "instrument"), self.everything)
        return facets.count(scopes, self.places)

    @cached_property
    def hits(self) -> list[int]:
        """The pages below the archive that have the words looked for."""
        language = self.archive.locale.language_code
        return find_page_ids(self.asked.q, language, below=self.archive)

    @property
    def is_limited(self) -> bool:
        """Whether there may be more hits than the search looks at."""
        return bool(self.asked.q) and len(self.hits) >= MAX_RESULTS

    def matching(self, *, but: str = "") -> ListedConferences:
        """The conferences asked for; with `but`, as if that filter had not been set."""
        found = self.everything
        for name, value in self.asked.filters.items():
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
        """For each facet, what its values would give with the other filters as they are."""
        scopes = {name: self.matching(but=name) for name in query_parameters.FACETS}
        return facets.count(scopes, self.places)

    @cached_property
    def total(self) -> int:
        """Each conference has one year, so that the years add up to all of them."""
        years = self.counts["year"]
        return years.get(self.asked.year, 0) if self.asked.year else sum(years.values())

    def drawn(self, part: slice) -> ListedConferences:
        """A part of the list in the order asked for, ready to be drawn.

        What is sorted are keys, and only the conferences of this part are fetched whole.
        """
        order = ORDERS[self.asked.sort]
        keys = self.matching().order_by(*order).values("pk")[part]
        conferences = ConferencePage.objects.filter(pk__in=keys).order_by(*order)
        return conferences.for_listing(in_archive=True)

    @cached_property
    def page_obj(self) -> ListPage[Any]:
        paginator = CountedPaginator(self, self.total)
        return paginator.get_page(min(self.asked.page, paginator.num_pages))

    @cached_property
    def printed(self) -> list[ConferencePage]:
        """On paper the list is not cut into pages; one too long for any paper ends somewhere."""
        return list(self.drawn(slice(settings.PRINT_MAX_PAGES)))


class CountedPaginator(Paginator):
    """Pages of a listing that knows already how many conferences it has."""

    def __init__(self, listing: ArchiveListing, count: int) -> None:
        parts: Any = _Parts(listing)
        super().__init__(parts, CONFERENCES_PER_PAGE)
        self.count = count


class _Parts:
    """The listing as a paginator wants it: something that can be sliced."""

    def __init__(self, listing: ArchiveListing) -> None:
        self.listing = listing

    def __getitem__(self, part: slice) -> ListedConferences:
        return self.listing.drawn(part)
