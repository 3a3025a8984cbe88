"""Search results as shown on the search page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from core.caching import generation_cache, shared_html
from core.models import BasePage
from search.highlights import snippet
from search.query_parser import parse
from search.raw_rows import rows_with

Key = tuple[int, str]
"""A page's id, and its title as it is indexed."""
# What a result without lines of its own, and the trail above each of them, are made of.
FIELDS = ("content_type", "depth", "locale", "path", "title", "url_path")


@dataclass(frozen=True)
class Head:
    """What a result says of its page, whatever was asked for.

    `lines` are further lines of the page's listing, such as a conference's dates and state.
    `language` and `direction` are those of title and snippet, where not the reader's.
    """

    title: str
    url: str
    trail: str
    lines: list[str]
    language: str = ""
    direction: str = ""

    @cached_property
    def html(self) -> SafeString:
        """Drawn once, in the reader's language, as long as the head is kept."""
        return render_to_string("search/result_head.html", {"head": self})


@dataclass(frozen=True)
class Result:
    """One result. `snippet` is safe HTML with matches highlighted."""

    head: Head
    snippet: SafeString


@dataclass(frozen=True)
class Entry:
    """The texts of a page, as `search.models.SearchEntry` has them."""

    pk: int
    language: str
    title: str
    summary: str
    text: str


_STATEMENT = (
    "SELECT page_id, language, title, summary, text FROM search_searchentry"
    " WHERE page_id IN ({keys})"
)


def results(page_ids: list[int], query: str, request: HttpRequest) -> list[Result]:
    """Results for `page_ids` in that order.

    Costs one query for the texts; their heads are kept until content changes, else they cost two,
    and one for each page type that has lines of its own.
    """
    site = Site.find_for_request(request)
    kind = ("search head", site and site.pk, get_language())
    entries = {row[0]: Entry(*row) for row in rows_with(_STATEMENT, page_ids)}
    # The index follows its pages a moment later: a title that is indexed anew has its own head.
    keys = [(pk, entries[pk].title) for pk in page_ids if pk in entries]
    heads = shared_html.facts.get_many(kind, keys, lambda missing: _heads(missing, request))
    languages = {entry.language for entry in entries.values()}
    asked = {language: parse(query, language) for language in languages}
    return [
        Result(heads[key], snippet(entries[key[0]], asked[entries[key[0]].language]))
        for key in keys
        if key in heads
    ]


def _heads(keys: list[Key], request: HttpRequest) -> dict[Key, tuple[Head, datetime | None]]:
    titles = dict(keys)
    pages = {page.pk: page for page in _pages(pk__in=titles)}
    with_lines = [pk for pk, page in pages.items() if _has_lines(page)]
    if with_lines:
        found = Page.objects.filter(pk__in=with_lines).select_related("locale")
        pages |= {page.pk: page for page in found.specific().defer_streamfields()}
    above = _ancestors(list(pages.values()))
    return {(pk, titles[pk]): _head(titles[pk], page, above, request) for pk, page in pages.items()}


def _pages(**condition: Any) -> PageQuerySet:
    return Page.objects.filter(**condition).only(*FIELDS).select_related("locale", "content_type")


def _has_lines(page: Page) -> bool:
    own = getattr(page.specific_class, "search_lines", None)
    return own is not None and own is not BasePage.search_lines


def _head(
    title: str, page: Page, above: dict[str, Page], request: HttpRequest
) -> tuple[Head, datetime | None]:
    trail = [above[path] for path in _ancestor_paths(page) if path in above]
    # Saves the page's own query for its ancestors.
    page.lineage = [*trail, page]
    lines: list[str] = []
    until = None
    if _has_lines(page):
        until = page.fresh_until()
        lines = list(page.search_lines)
    titles = " | ".join(str(each.title) for each in trail)
    return Head(title, page.get_url(request) or "", titles, lines), until


def _ancestor_paths(page: Page) -> list[str]:
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _ancestors(pages: list[Page]) -> dict[str, Page]:
    paths = {path for page in pages for path in _ancestor_paths(page)}
    return generation_cache.get_many("search trail", paths, _pages_at)


def _pages_at(paths: list[str]) -> dict[str, Page]:
    return {page.path: page for page in _pages(path__in=paths)}
