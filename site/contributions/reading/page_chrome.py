"""Page chrome of views below a page, such as `…/contributions/930/`, and the page's conference."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin

from django.http import Http404, HttpRequest
from django.utils import timezone

from wagtail.models import Page

from contributions import registration
from contributions.conference_registry import Conference, known
from contributions.reading.contribution_urls import with_query
from core.caching.cache_headers import earliest
from core.languages.language_versions import LanguageLink
from core.navigation.links import Link, Outlet
from core.navigation.page_chrome import PageChrome


def conference_of(page: Page, *, sessions: bool = False) -> Conference:
    """Raises Http404 for a conference that takes no contributions on this site."""
    conference = known().of_page(page, sessions=sessions)
    if conference is None or registration.settings_for(page, conference.key) is None:
        raise Http404
    return conference


def fresh_until(page: Page, conference: Conference) -> datetime | None:
    """The next instant at which a session opens or closes, or the page says something else."""
    now = timezone.now()
    turns = [turn for each in conference.sessions for turn in (each.opens_at, each.closes_at)]
    return earliest(known().changes_at(page), *(turn for turn in turns if turn > now))


class ChromeBelowPage(PageChrome):
    """As the page's own, with this address in the language bar, and the page itself a link."""

    def __init__(
        self, request: HttpRequest, page: Page, below: str, title: str, query: str = ""
    ) -> None:
        super().__init__(request, page)
        self.below = below
        self.query = query
        self.title = title

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """As the page's own, with the path of this view appended to each URL.

        The language bar keeps the reader's query string; alternates for search engines do not.
        """
        return [
            replace(
                link,
                url=with_query(urljoin(link.url, self.below), self.query) if link.url else "",
                absolute_url=urljoin(link.absolute_url, self.below) if link.absolute_url else "",
            )
            for link in super().languages
        ]

    @cached_property
    def trail(self) -> list[Link]:
        """As the page's own breadcrumbs, with this view as the current one."""
        above = [replace(link, is_current=False) for link in super().trail]
        return [*above, Link(urljoin(self.page_url, self.below), self.title, is_current=True)]

    @cached_property
    def canonical_url(self) -> str:
        """As the page's own, with the path of this view appended."""
        return urljoin(super().canonical_url, self.below)

    @cached_property
    def outlets(self) -> list[Outlet]:
        """The page's own forms (print, feed) are not forms of this address."""
        return []
