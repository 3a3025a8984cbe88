"""Search results as shown on the search page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from core.caching import generation_cache, shared_html
from core.models import BasePage
from search.highlights import snippet
from search.query_parser import Query, parse
from search.sql_statements import rows_with

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


@dataclass(frozen=True)
class Row:
    """What a result says of its page, whatever was asked for."""

    url: str
    trail: str
    lines: list[str]


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

    Costs one query for the texts; their rows are kept until content changes, else they cost two,
    and one for each page type that has lines of its own.
    """
    site = Site.find_for_request(request)
    kind = ("search row", site and site.pk, get_language())
    rows = shared_html.facts.get_many(kind, page_ids, lambda ids: _rows(ids, request))
    entries = {row[0]: Entry(*row) for row in rows_with(_STATEMENT, page_ids)}
    languages = {entry.language for entry in entries.values()}
    asked = {language: parse(query, language) for language in languages}
    return [
        _result(rows[pk], entries[pk], asked[entries[pk].language])
        for pk in page_ids
        if pk in rows and pk in entries
    ]


def _rows(page_ids: list[int], request: HttpRequest) -> dict[int, tuple[Row, datetime | None]]:
    pages = {page.pk: page for page in _pages(pk__in=page_ids)}
    with_lines = [pk for pk, page in pages.items() if _has_lines(page)]
    if with_lines:
        found = Page.objects.filter(pk__in=with_lines).select_related("locale")
        pages |= {page.pk: page for page in found.specific().defer_streamfields()}
    above = _ancestors(list(pages.values()))
    return {pk: _row(page, above, request) for pk, page in pages.items()}


def _pages(**condition: Any) -> PageQuerySet:
    return Page.objects.filter(**condition).only(*FIELDS).select_related("locale", "content_type")


def _has_lines(page: Page) -> bool:
    own = getattr(page.specific_class, "search_lines", None)
    return own is not None and own is not BasePage.search_lines


def _row(page: Page, above: dict[str, Page], request: HttpRequest) -> tuple[Row, datetime | None]:
    trail = [above[path] for path in _ancestor_paths(page) if path in above]
    # Saves the page's own query for its ancestors.
    page.lineage = [*trail, page]
    lines: list[str] = []
    until = None
    if _has_lines(page):
        until = page.fresh_until()
        lines = list(page.search_lines)
    titles = " | ".join(str(each.title) for each in trail)
    return Row(page.get_url(request) or "", titles, lines), until


def _result(row: Row, entry: Entry, query: Query) -> Result:
    return Result(entry.title, row.url, row.trail, row.lines, snippet(entry, query))


def _ancestor_paths(page: Page) -> list[str]:
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _ancestors(pages: list[Page]) -> dict[str, Page]:
    paths = {path for page in pages for path in _ancestor_paths(page)}
    return generation_cache.get_many("search trail", paths, _pages_at)


def _pages_at(paths: list[str]) -> dict[str, Page]:
    return {page.path: page for page in _pages(path__in=paths)}
