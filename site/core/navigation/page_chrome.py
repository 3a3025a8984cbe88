"""Navigation, breadcrumbs, language links and metadata around a page's own text.

Templates only render the links that this module returns.
"""

from functools import cached_property
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from wagtail.models import Page

from core.languages.language_names import language_name, social_locale
from core.languages.language_versions import (
    LanguageLink,
    links_to,
    page_urls,
    site_language_links,
    versions_of,
)
from core.navigation import site_settings
from core.navigation.links import Link, Outlet
from core.navigation.menus import SectionNavigation
from core.navigation.see_also import see_also_links
from core.routing import page_view_registry


class PageChrome(SectionNavigation):
    """Navigation and metadata of `page`, or of a view without a page (search, 404)."""

    # What follows the page's own address, for a view below it; see `ChromeBelowPage`.
    below = ""

    def __init__(self, request: HttpRequest, page: Page | None = None, query: str = "") -> None:
        """Takes the `query` string that language links of a view without a page must keep."""
        super().__init__(request, page)
        self.query = query

    @property
    def language_name(self) -> str:
        """The language's name as it stands in a sentence, for example "English", "français"."""
        return language_name(self.language)

    @property
    def direction(self) -> str:
        """The writing direction of the page's text: "ltr" or "rtl"."""
        return "rtl" if get_language_bidi() else "ltr"

    @cached_property
    def page_url(self) -> str:
        """The page's URL within the site; empty without a page."""
        return page_urls(self.page, self.request)[0] if self.page else ""

    @property
    def home_url(self) -> str:
        """The URL of the home page; empty if there is none."""
        if self.trail:
            return self.trail[0].url
        return (self.home.get_url(self.request) or "") if self.home else ""

    @cached_property
    def trail(self) -> list[Link]:
        """The breadcrumbs from home to the page, the page itself last."""
        if self.page is None:
            return [self._link(self.home)] if self.home else []
        return [self._link(page) for page in self.page.lineage]

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """One entry for each language of the site, in the order of the settings."""
        if self.page is None:
            return site_language_links(self.request, self.query)
        return links_to(self.versions, self.request)

    @cached_property
    def versions(self) -> list[Page]:
        """The page in all languages in which it is public, itself included."""
        if self.page is None:
            return []
        # A print view has one chrome for the document and one for each of its pages.
        known = vars(self.request).setdefault("_versions", {})
        if self.page.translation_key not in known:
            known[self.page.translation_key] = versions_of(self.page)
        found: list[Page] = known[self.page.translation_key]
        return found

    @cached_property
    def alternates(self) -> list[LanguageLink]:
        """The languages in which the page is public, its own included."""
        return [link for link in self.languages if link.absolute_url]

    @property
    def alternates_own_last(self) -> list[LanguageLink]:
        """The same for the page's head: some readers take the last one for the page's own."""
        return sorted(self.alternates, key=lambda link: link.is_current)

    @property
    def social_locale(self) -> str:
        """The page's language with a region, for social networks."""
        return social_locale(self.language)

    @property
    def other_social_locales(self) -> list[str]:
        """The other languages in which the page is public, with their regions."""
        others = [link.code for link in self.alternates if link.code != self.language]
        return [social_locale(code) for code in others]

    @cached_property
    def default_alternate(self) -> LanguageLink | None:
        """The `x-default` version, for readers of languages that the page lacks."""
        by_code = {link.code: link for link in self.alternates}
        return by_code.get(settings.LANGUAGE_CODE) or next(iter(by_code.values()), None)

    @cached_property
    def canonical_url(self) -> str:
        """The page's canonical URL, with the configured host."""
        return page_urls(self.page, self.request)[1] if self.page else ""

    @cached_property
    def outlets(self) -> list[Outlet]:
        """Links to the other formats of the page; see `core.routing.page_view_registry`."""
        if not self.page_url:
            return []
        return [
            Outlet(urljoin(self.page_url, route.name), str(route.label), route.media_type)
            for route in page_view_registry.routes_below(self.page)
            if route.label
        ]

    @cached_property
    def social_image(self) -> site_settings.SocialImage:
        """What social networks show beside a link: the page's own image, or the site's."""
        own = getattr(self.page, "social_image", None)
        image = own or self.settings.social_image
        return site_settings.social_image(image) if image else site_settings.plain_social_image()

    @cached_property
    def footer_links(self) -> list[Link]:
        """What editors have put into the footer; pages that not everybody may read are left out."""
        pages = self._menu.named if self._menu else {}
        links = []
        for kind, value in self.settings.stored_links:
            if kind == "address":
                links.append(Link(value["address"], value["text"]))
            elif value["page"] in pages:
                page = pages[value["page"]]
                links.append(Link(page.url, value["text"] or page.title, self._is_current(page)))
        return links

    @property
    def announcement(self) -> site_settings.Announcement | None:
        """What stands at the top of every page at this moment."""
        return self.settings.announcement_now

    @cached_property
    def further_links(self) -> list[Link]:
        """The "See also" links that an editor has added."""
        return see_also_links(self.page, self.request) if self.page is not None else []
