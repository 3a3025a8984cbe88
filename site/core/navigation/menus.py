"""Menus within a language: the site's sections, a section's pages, previous and next page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import get_language

from wagtail.models import Page, Site, get_page_models

from core.caching import generation_cache
from core.languages.language_versions import page_urls
from core.navigation import site_settings
from core.navigation.links import Link
from core.pages.public_querysets import readable


@dataclass(frozen=True, slots=True)
class MenuPage:
    """The fields of a page that menus need; small, because many are cached in memory."""

    pk: int
    depth: int
    content_type_id: int
    url: str
    title: str
    description: str


class Naming(NamedTuple):
    """How menus label pages of one type: a function of the title and a field of that type."""

    lookup: str
    name: Callable[[str, str], str]


# Registered by apps that core does not import.
_namings: dict[str, Naming] = {}


def register_menu_title(lookup: str, name: Callable[[str, str], str]) -> None:
    """Registers a label for menus: `name(title, value)` for pages with a value at `lookup`.

    `lookup` is a field lookup from `Page`.
    """
    _namings[f"named_by_{len(_namings)}"] = Naming(lookup, name)


class Menu:
    """The menus for a reader below `home`: one query at most, none if they are cached."""

    def __init__(
        self,
        request: HttpRequest,
        home: Page,
        parents: Iterable[Page],
        named: frozenset[int] = frozenset(),
    ) -> None:
        """`named`: keys of pages of the same language that the footer leads to."""
        self._request = request
        self._site = Site.find_for_request(request)
        known = generation_cache.entries()
        self._found: dict[Hashable, Any] = {} if known is None else known
        self._sections = ("menu.sections", self._site, home.pk)
        self._named = ("menu.named", self._site, home.pk, named)
        new = [page for page in parents if self._below(page) not in self._found]
        if new or self._sections not in self._found or self._named not in self._found:
            self._fetch(home, new, named)

    @property
    def named(self) -> dict[int, MenuPage]:
        """By key: those of the pages named to it that everybody may read."""
        found: dict[int, MenuPage] = self._found[self._named]
        return found

    @property
    def sections(self) -> list[MenuPage]:
        """Returns the sections of the language of `home`, in tree order."""
        found: list[MenuPage] = self._found[self._sections]
        return found

    def below(self, page: Page) -> list[MenuPage]:
        """Returns the children of `page`, which must be one of the `parents`."""
        found: list[MenuPage] = self._found.get(self._below(page), [])
        return found

    def _below(self, page: Page) -> Hashable:
        return ("menu.below", self._site, page.pk)

    def _fetch(self, home: Page, parents: list[Page], named: frozenset[int]) -> None:
        types = section_types()
        wanted = Q(content_type__in=types)
        for parent in parents:
            wanted |= Q(depth=parent.depth + 1, path__startswith=parent.path)
        wanted = (wanted & Q(show_in_menus=True)) | Q(pk__in=named)
        pages = readable(Page.objects.descendant_of(home)).filter(wanted)
        pages = pages.annotate(**{key: F(naming.lookup) for key, naming in _namings.items()})
        below, sections, in_footer = defaultdict(list), [], {}
        for page in pages.select_related("locale").order_by("path"):
            entry = self._entry(page)
            if page.pk in named:
                in_footer[page.pk] = entry
            if not page.show_in_menus:
                continue
            below[page.path[: -Page.steplen]].append(entry)
            if page.content_type_id in types:
                sections.append(entry)
        self._found |= {self._below(parent): below[parent.path] for parent in parents}
        self._found[self._sections] = sections
        self._found[self._named] = in_footer

    def _entry(self, page: Page) -> MenuPage:
        return MenuPage(
            pk=page.pk,
            depth=page.depth,
            content_type_id=page.content_type_id,
            url=page.get_url(self._request) or "",
            title=_menu_title(page),
            description=str(page.search_description),
        )


def _menu_title(page: Page) -> str:
    for key, naming in _namings.items():
        value = getattr(page, key)
        if value:
            return naming.name(str(page.title), str(value))
    return str(page.title)


def section_types() -> set[int]:
    """Returns the ids of the content types that make up the main navigation."""
    return {kind.pk for kind in ContentType.objects.get_for_models(*_section_models()).values()}


@cache
def _section_models() -> list[type[Page]]:
    flags = ("is_section", "is_in_main_navigation")
    return [
        model for model in get_page_models() if any(getattr(model, flag, False) for flag in flags)
    ]


class SectionNavigation:
    """Menus around `page`, or around a view without a page; one query for all of them."""

    def __init__(self, request: HttpRequest, page: Page | None = None) -> None:
        self.request = request
        self.page = page

    @property
    def language(self) -> str:
        """The language code of the page's text."""
        return str(self.page.locale.language_code) if self.page else str(get_language())

    @property
    def settings(self) -> site_settings.Settings:
        """What editors have set for the site, in the language of the page."""
        return site_settings.settings_of(self.request, self.language)

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
        language = get_language()

        def found() -> Page | None:
            homes = Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
            home = homes.select_related("locale").filter(locale__language_code=language).first()
            return cast("Page | None", home)

        return copy(generation_cache.get_or_make(("home", site.pk, language), found))

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
            prefetched = (page for page in self.page.prefetched_children)
            return next(
                (self._link(page) for page in prefetched if page.content_type_id == wanted), None
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
    def previous(self) -> Link | None:
        """The page before this one in reading order; None at the beginning."""
        return self._neighbour(-1)

    @cached_property
    def next(self) -> Link | None:
        """The page after this one in reading order; None at the end."""
        return self._neighbour(+1)

    def _neighbour(self, step: int) -> Link | None:
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
