"""Navigation, breadcrumbs, language links and metadata around a page's own text.

Templates only render the links that this module returns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from wagtail.models import Page, Site

from core.languages.language_names import language_name
from core.languages.language_versions import (
    LanguageLink,
    links_to,
    page_urls,
    site_language_links,
    versions_of,
)
from core.navigation import site_settings
from core.navigation.menus import Menu, MenuPage
from core.pages.public_querysets import readable
from core.routing import page_views


@dataclass(frozen=True)
class Outlet:
    """A link to another format of the page, such as its calendar."""

    url: str
    text: str
    media_type: str


@dataclass(frozen=True)
class Link:
    """One entry of a navigation. An empty `url` means text without a link."""

    url: str
    text: str
    is_current: bool = False
    description: str = ""


class Frame:
    """Navigation and metadata of `page`, or of a view without a page (search, 404)."""

    # What follows the page's own address, for a view below it; see `FrameBelow`.
    below = ""

    def __init__(self, request: HttpRequest, page: Page | None = None, query: str = "") -> None:
        """Takes the `query` string that language links of a view without a page must keep."""
        self.request = request
        self.page = page
        self.query = query

    @property
    def language(self) -> str:
        """The language code of the page's text."""
        return str(self.page.locale.language_code) if self.page else str(get_language())

    @property
    def language_name(self) -> str:
        """The language's name as it stands in a sentence, for example "English", "français"."""
        return language_name(self.language)

    @property
    def direction(self) -> str:
        """The writing direction of the page's text: "ltr" or "rtl"."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def lineage(self) -> list[Page]:
        """The pages from the home page to this page, both included; empty without a page."""
        return list(self.page.lineage) if self.page else []

    @cached_property
    def home(self) -> Page | None:
        """The home page in the reader's language, or None if there is none yet."""
        if self.page is not None and hasattr(self.page, "lineage"):
            return self.page.lineage[0]
        site = Site.find_for_request(self.request)
        if site is None:
            return None
        homes = Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
        return homes.select_related("locale").filter(locale__language_code=get_language()).first()

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
        # A print view has one frame for the document and one for each of its pages.
        known = vars(self.request).setdefault("_versions", {})
        if self.page.translation_key not in known:
            known[self.page.translation_key] = versions_of(self.page)
        found: list[Page] = known[self.page.translation_key]
        return found

    @cached_property
    def alternates(self) -> list[LanguageLink]:
        """The languages in which the page is public, its own included."""
        return [link for link in self.languages if link.absolute_url]

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
        """Links to the other formats of the page; see `core.routing.page_views`."""
        if not self.page_url:
            return []
        return [
            Outlet(urljoin(self.page_url, route.name), str(route.label), route.media_type)
            for route in page_views.routes_below(self.page)
            if route.label
        ]

    @property
    def settings(self) -> site_settings.Settings:
        """What editors have set for the site, in the language of the page."""
        return site_settings.settings_of(self.request, self.language)

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
    def _menu(self) -> Menu | None:
        if self.home is None:
            return None
        parents = self.page.lineage[-2:] if self.page is not None else []
        return Menu(self.request, self.home, parents, self.settings.footer_pages)

    @cached_property
    def main_navigation(self) -> list[Link]:
        """The sections of the site, the current one marked."""
        return [self._listed(page) for page in self._menu.sections] if self._menu else []

    @cached_property
    def section_head(self) -> Page | None:
        """The page whose children the section navigation lists: this page or its parent."""
        # The home page shows the sections themselves, so it has no section navigation.
        if len(self.lineage) < 2 or getattr(self.page, "stands_alone", False):
            return None
        return self.page if self._menu_children(self.page) else self.lineage[-2]

    @cached_property
    def _section_pages(self) -> list[MenuPage]:
        return self._menu_children(self.section_head) if self.section_head else []

    @cached_property
    def section_navigation(self) -> list[Link]:
        """The section's head and its children; empty if it has none."""
        if self.section_head is None or not self._section_pages:
            return []
        below = [self._listed(page) for page in self._section_pages]
        return [self._link(self.section_head), *below]

    @property
    def children(self) -> list[Link]:
        """The children of this page."""
        return [self._listed(page) for page in self._menu_children(self.page)] if self.page else []

    def child_of_type(self, model: type[Page]) -> Link | None:
        """Returns the child of this type if menus show it, else None."""
        if self.page is None:
            return None
        wanted = ContentType.objects.get_for_model(model).pk
        if self.page.prefetched_children is not None:
            at_hand = (page for page in self.page.prefetched_children)
            return next(
                (self._link(page) for page in at_hand if page.content_type_id == wanted), None
            )
        listed = self._menu_children(self.page)
        return next((self._listed(page) for page in listed if page.content_type_id == wanted), None)

    @property
    def section_menu(self) -> list[Link]:
        """The section navigation; empty if the page itself lists its children."""
        return [] if getattr(self.page, "lists_its_pages", False) else self.section_navigation

    def siblings_of_types(self, models: Iterable[type[Page]]) -> list[Link]:
        """Returns the siblings of these types, in tree order."""
        if self.page is None:
            return []
        kinds = ContentType.objects.get_for_models(*models).values()
        wanted = {kind.pk for kind in kinds}
        siblings = [page for page in self._section_pages if page.depth == self.page.depth]
        found = [page for page in siblings if page.content_type_id in wanted]
        return [self._listed(page) for page in found if page.pk != self.page.pk]

    @cached_property
    def further_links(self) -> list[Link]:
        """The "See also" links that an editor has added."""
        return see_also_links(self.page, self.request) if self.page is not None else []

    @cached_property
    def previous(self) -> Link | None:
        """The page before this one in reading order; None at the beginning."""
        return self._neighbour(-1)

    @cached_property
    def next(self) -> Link | None:
        """The page after this one in reading order; None at the end."""
        return self._neighbour(+1)

    def _neighbour(self, step: int) -> Link | None:
        """Returns the page before or after this one in the section's reading order."""
        links = self.section_navigation
        current = next((i for i, link in enumerate(links) if link.is_current), None)
        if current is None or not 0 <= current + step < len(links):
            return None
        return links[current + step]

    def _menu_children(self, page: Page) -> list[MenuPage]:
        return self._menu.below(page) if self._menu else []

    def _listed(self, page: MenuPage) -> Link:
        return Link(page.url, page.title, self._is_current(page), page.description)

    def _is_current(self, page: Page | MenuPage) -> bool:
        # Compared by id: to Django, a Page and its specific instance are not equal.
        return self.page is not None and page.pk == self.page.pk

    def _link(self, page: Page) -> Link:
        return Link(
            url=page_urls(page, self.request)[0],
            text=str(page.title),
            is_current=self._is_current(page),
            description=str(page.search_description),
        )


def _targets(page: Page, keys: set[UUID]) -> dict[UUID, Page]:
    found = readable(Page.objects.filter(translation_key__in=keys, locale=page.locale))
    return {target.translation_key: target for target in found}


def see_also_links(page: Page, request: HttpRequest) -> list[Link]:
    """Returns the links that an editor has added: pages in the reader's language, external URLs.

    Pages that have no version in this language, or are not public, are left out.
    """
    added = list(page.see_also_links.all())
    keys = {link.target.translation_key for link in added if link.target}
    by_key = _targets(page, keys) if keys else {}
    links = []
    for link in added:
        target = by_key.get(link.target.translation_key) if link.target else None
        if target is not None:
            links.append(Link(target.get_url(request) or "", link.text or str(target.title)))
        elif link.address:
            links.append(Link(link.address, link.text))
    return links
