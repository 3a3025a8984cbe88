"""What navigation lists: the sections of a language, and the pages below a page."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from wagtail.models import Page, get_page_models

from core import memo
from core.querysets import readable


class Menu:
    """For a reader somewhere below `home`: one query at most, none for what is known already."""

    def __init__(self, home: Page, parents: Iterable[Page]) -> None:
        known = memo.kept()
        self._found: dict[Hashable, Any] = {} if known is None else known
        self._sections = ("menu.sections", home.pk)
        new = [page for page in parents if _below(page) not in self._found]
        if new or self._sections not in self._found:
            self._fetch(home, new)

    @property
    def sections(self) -> list[Page]:
        """Of the language of `home`, in tree order."""
        found: list[Page] = self._found[self._sections]
        return found

    def below(self, page: Page) -> list[Page]:
        """The pages directly below `page`, which is one of the `parents`."""
        found: list[Page] = self._found.get(_below(page), [])
        return found

    def _fetch(self, home: Page, parents: list[Page]) -> None:
        sections = section_types()
        wanted = Q(content_type__in=sections)
        for parent in parents:
            wanted |= Q(depth=parent.depth + 1, path__startswith=parent.path)
        pages = readable(Page.objects.descendant_of(home)).in_menu().filter(wanted)
        below = defaultdict(list)
        found = list(pages.select_related("locale").order_by("path"))
        for page in found:
            below[page.path[: -Page.steplen]].append(page)
        self._found |= {_below(parent): below[parent.path] for parent in parents}
        self._found[self._sections] = [page for page in found if page.content_type_id in sections]


def _below(page: Page) -> Hashable:
    return ("menu.below", page.pk)


def section_types() -> set[int]:
    """The content types of the pages that make up the main navigation."""
    return {kind.pk for kind in ContentType.objects.get_for_models(*_section_models()).values()}


@cache
def _section_models() -> list[type[Page]]:
    return [model for model in get_page_models() if getattr(model, "is_section", False)]
