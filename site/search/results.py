"""What the page of results shows of each hit."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from wagtail.models import Page

from search.highlights import snippet
from search.models import SearchEntry
from search.query import parse


@dataclass(frozen=True)
class Result:
    """One hit. `snippet` is safe HTML in which the words found are marked.

    `lines` is what the page says of itself in a list: a conference its dates and state.
    """

    title: str
    url: str
    trail: str
    lines: list[str]
    snippet: SafeString


def results(page_ids: list[int], query: str, request: HttpRequest) -> list[Result]:
    """The results for `page_ids`, in that order, at one query for each of their page types."""
    found = Page.objects.filter(pk__in=page_ids).select_related("locale").specific()
    pages = {page.pk: page for page in found}
    entries = SearchEntry.objects.in_bulk(page_ids)
    above = _pages_above(list(pages.values()))
    return [
        _result(pages[pk], entries[pk], above, query, request)
        for pk in page_ids
        if pk in pages and pk in entries
    ]


def _result(
    page: Page, entry: SearchEntry, above: dict[str, Page], query: str, request: HttpRequest
) -> Result:
    trail = [above[path] for path in _paths_above(page) if path in above]
    # The page would ask the database for its trail to tell where it stands.
    page.lineage = [*trail, page]
    return Result(
        title=entry.title,
        url=page.get_url(request) or "",
        trail=" | ".join(str(each.title) for each in trail),
        lines=list(getattr(page, "search_lines", [])),
        snippet=snippet(entry, parse(query, entry.language)),
    )


def _paths_above(page: Page) -> list[str]:
    """Tree paths from the language's home page down to the page's parent."""
    return [page.path[:end] for end in range(2 * Page.steplen, len(page.path), Page.steplen)]


def _pages_above(pages: list[Page]) -> dict[str, Page]:
    paths = {path for page in pages for path in _paths_above(page)}
    above = Page.objects.filter(path__in=paths).select_related("locale", "content_type")
    return {page.path: page for page in above}
