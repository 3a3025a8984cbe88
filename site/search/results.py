"""Search results as shown on the search page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.caching import generation_cache
from core.models import BasePage
from search.highlights import snippet
from search.models import SearchEntry
from search.query_parser import Query, parse

# What a result without lines of its own, and the trail above each of them, are made of.
FIELDS = ("content_type", "depth", "locale", "path", "title", "url_path")


@dataclass(frozen=True)
class Result:
    """One result. `snippet` is safe HTML with matches highlighted.

    `lines` are further lines of the page's listing, such as a conference's dates and state.
    `language` and `direction` are those of title and snippet, where not the reader's.
    """

    title: str
    url: str
    trail: str
    lines: list[str]
    snippet: SafeString
    language: str = ""
    direction: str = ""


def results(page_ids: list[int], query: str, request: HttpRequest) -> list[Result]:
    """Results for `page_ids` in that order.

    Costs three queries, and one for each page type that has lines of its own.
    """
    pages = {page.pk: page for page in _pages(pk__in=page_ids)}
    with_lines = [pk for pk, page in pages.items() if _has_lines(page)]
    if with_lines:
        found = Page.objects.filter(pk__in=with_lines).select_related("locale")
        pages |= {page.pk: page for page in found.specific().defer_streamfields()}
    entries = SearchEntry.objects.in_bulk(page_ids)
    above = _ancestors(list(pages.values()))
    asked = {
        language: parse(query, language)
        for language in {entry.language for entry in entries.values()}
    }
    return [
        _result(pages[pk], entries[pk], above, asked[entries[pk].language], request)
        for pk in page_ids
        if pk in pages and pk in entries
    ]


def _pages(**condition: Any) -> PageQuerySet:
    return Page.objects.filter(**condition).only(*FIELDS).select_related("locale", "content_type")


def _has_lines(page: Page) -> bool:
    own = getattr(page.specific_class, "search_lines", None)
    return own is not None and own is not BasePage.search_lines


def _result(
    page: Page, entry: SearchEntry, above: dict[str, Page], query: Query, request: HttpRequest
) -> Result:
    trail = [above[path] for path in _ancestor_paths(page) if path in above]
    # Saves the page's own query for its ancestors.
    page.lineage = [*trail, page]
    return Result(
        title=entry.title,
        url=page.get_url(request) or "",
        trail=" | ".join(str(each.title) for each in trail),
        lines=list(getattr(page, "search_lines", [])),
        snippet=snippet(entry, query),
    )


def _ancestor_paths(page: Page) -> list[str]:
    """Tree paths from the language's home page to the page's parent."""
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _ancestors(pages: list[Page]) -> dict[str, Page]:
    paths = {path for page in pages for path in _ancestor_paths(page)}
    return generation_cache.get_many("search trail", paths, _pages_at)


def _pages_at(paths: list[str]) -> dict[str, Page]:
    return {page.path: page for page in _pages(path__in=paths)}
