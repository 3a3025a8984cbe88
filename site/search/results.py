"""Search results as shown on the search page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wagtail.models import Page

from search.highlights import snippet
from search.models import SearchEntry
from search.query_parser import parse


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
    """Results for `page_ids` in that order, with one query per page type."""
    found = Page.objects.filter(pk__in=page_ids).select_related("locale").specific()
    pages = {page.pk: page for page in found}
    entries = SearchEntry.objects.in_bulk(page_ids)
    above = _ancestors(list(pages.values()))
    return [
        _result(pages[pk], entries[pk], above, query, request)
        for pk in page_ids
        if pk in pages and pk in entries
    ]


def _result(
    page: Page, entry: SearchEntry, above: dict[str, Page], query: str, request: HttpRequest
) -> Result:
    trail = [above[path] for path in _ancestor_paths(page) if path in above]
    # Saves the page's own query for its ancestors.
    page.lineage = [*trail, page]
    return Result(
        title=entry.title,
        url=page.get_url(request) or "",
        trail=" | ".join(str(each.title) for each in trail),
        lines=list(getattr(page, "search_lines", [])),
        snippet=snippet(entry, parse(query, entry.language)),
    )


def _ancestor_paths(page: Page) -> list[str]:
    """Tree paths from the language's home page to the page's parent."""
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _ancestors(pages: list[Page]) -> dict[str, Page]:
    paths = {path for page in pages for path in _ancestor_paths(page)}
    above = Page.objects.filter(path__in=paths).select_related("locale", "content_type")
    return {page.path: page for page in above}
