"""What navigation lists: the sections of a language, and the pages below a page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.http import HttpRequest

from wagtail.models import Page, Site, get_page_models

from core.caching import generation_cache
from core.pages.public_querysets import readable


@dataclass(frozen=True, slots=True)
class MenuPage:
    """A page as far as navigation knows it. Small, for many of them stay in memory."""

    pk: int
    depth: int
    content_type_id: int
    url: str
    title: str
    description: str


class Naming(NamedTuple):
    """How menus name the pages of one type: their title, and a field of that type."""

    lookup: str
    name: Callable[[str, str], str]


# For apps that this one does not know.
_namings: dict[str, Naming] = {}


def name_by(lookup: str, name: Callable[[str, str], str]) -> None:
    """Pages that have a value at `lookup` (from `Page`) are listed as `name(title, value)`."""
    _namings[f"named_by_{len(_namings)}"] = Naming(lookup, name)


class Menu:
    """For a reader somewhere below `home`: one query at most, none for what is known already."""

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
        known = generation_cache.kept()
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
        """Of the language of `home`, in tree order."""
        found: list[MenuPage] = self._found[self._sections]
        return found

    def below(self, page: Page) -> list[MenuPage]:
        """The pages directly below `page`, which is one of the `parents`."""
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
            title=_name(page),
            description=str(page.search_description),
        )


def _name(page: Page) -> str:
    for key, naming in _namings.items():
        value = getattr(page, key)
        if value:
            return naming.name(str(page.title), str(value))
    return str(page.title)


def section_types() -> set[int]:
    """The content types of the pages that make up the main navigation."""
    return {kind.pk for kind in ContentType.objects.get_for_models(*_section_models()).values()}


@cache
def _section_models() -> list[type[Page]]:
    flags = ("is_section", "is_in_main_navigation")
    return [
        model for model in get_page_models() if any(getattr(model, flag, False) for flag in flags)
    ]
