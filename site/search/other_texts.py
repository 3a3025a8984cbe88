"""Texts beside pages that the search finds, such as contributions: registry, index, look-up.

They share the index of pages under negative keys, with the name of their source in the word of
their language, so that neither takes places from the other among the best.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from django.db import transaction
from django.http import HttpRequest

from wagtail.models import Page

from search import backends
from search.backends.tree_scope import Range
from search.query_parser import parse
from search.results import Result

MAX_RESULTS = 200
# So many are looked at where a part of the site is chosen, which the index knows of pages only.
MAX_CANDIDATES = 1000


@dataclass(frozen=True)
class Text:
    """A text as it is indexed; `key` is its primary key in its own table."""

    key: int
    language: str
    title: str
    summary: str
    text: str

    @property
    def pk(self) -> int:
        """Its key in the index."""
        return -self.key


class Source(Protocol):
    """What an app registers, to have its texts found."""

    name: str
    """Lower-case letters; the value of `?kind=`."""

    def label(self, count: int) -> str:
        """The name of the choice in the search form, with how many there are."""

    def sentence(self, count: int, *, is_limited: bool) -> str:
        """What stands above the results."""

    def languages(self) -> Iterable[str]:
        """The languages in which there are texts."""

    def pages_of(self, keys: Iterable[int], language: str) -> dict[int, int]:
        """Text → id of the page it stands on, of those that readers may see; the others lack."""

    def results(self, keys: list[int], query: str, request: HttpRequest) -> list[Result]:
        """What is shown of these texts, in this order."""

    def texts(self, keys: Iterable[int] | None = None) -> Iterable[Text]:
        """The texts that readers may see, or those of them with these keys."""


_sources: list[Source] = []


def register(source: Source) -> None:
    """Called once, in `ready()`. Raises ValueError for a second source: keys would collide."""
    if _sources and _sources[0] is not source:
        raise ValueError("Two sources of texts would use the same keys.")
    _sources[:] = [source]


def source_of_texts() -> Source | None:
    """The registered source."""
    return _sources[0] if _sources else None


@transaction.atomic
def update(source: Source, keys: list[int]) -> None:
    """Indexes these texts anew; those that readers may not see any more are removed."""
    for key in keys:
        backends.remove(-key)
    for text in source.texts(keys):
        _store(source, text)


def rebuild(source: Source, *, only_missing: bool = False) -> None:
    """Indexes all texts, or those that are not indexed yet, and forgets what is no more."""
    known = backends.other_texts()
    for text in source.texts():
        if not only_missing or text.pk not in known:
            _store(source, text)
        known.discard(text.pk)
    for key in known:
        backends.remove(key)


def _store(source: Source, text: Text) -> None:
    backends.store(backends.Document.of(text, source.name))


def find(
    query: str, language: str, within: Iterable[tuple[Range, ...]] = (), *, ordered: bool = True
) -> dict[int, int]:
    """Matching texts → their pages: those in `language` first, then each other language's.

    Each language is searched with its own stems. `within` are ranges of the page tree as in
    `page_search.find_page_ids`. `ordered` puts the best first; for counting it is not needed.
    """
    source = source_of_texts()
    if source is None:
        return {}
    groups = list(within)
    limit = MAX_CANDIDATES if groups else MAX_RESULTS
    look_up = backends.find if ordered else backends.find_any
    keys: list[int] = []
    for code in sorted(source.languages(), key=lambda code: (code != language, code)):
        asked = replace(parse(query, code), kind=source.name)
        keys += [-key for key in look_up(asked, limit)]
    pages = source.pages_of(keys, language) if keys else {}
    found = {key: pages[key] for key in keys if key in pages}
    return dict(list(_inside(found, groups).items())[:MAX_RESULTS])


def _inside(found: dict[int, int], groups: list[tuple[Range, ...]]) -> dict[int, int]:
    if not groups or not found:
        return found
    paths = dict(Page.objects.filter(pk__in=set(found.values())).values_list("pk", "path"))

    def is_inside(path: str) -> bool:
        return all(any(low <= path < high for low, high in ranges) for ranges in groups)

    return {key: page for key, page in found.items() if is_inside(paths.get(page, ""))}
