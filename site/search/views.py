"""The search page, for one language at a time."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from core.caching import cache_headers
from core.languages.language_names import language_choices
from core.navigation.page_chrome import PageChrome
from search import facets, other_texts
from search.page_search import MAX_RESULTS, counts, find_page_ids
from search.results import results
from search.spelling_suggestions import suggestion

MAX_QUERY_LENGTH = 200
RESULTS_PER_PAGE = 10


@dataclass(frozen=True)
class OtherLanguage:
    """Number of results of the query in another language."""

    language: str
    text: str
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search page: `?q=` query, `?section=`, `?conference=` and `?year=` facets, `?page=` number.

    `?kind=contributions` searches these instead of pages (see `search.other_texts`).

    Invalid values are ignored.
    """
    # Query strings are UTF-8, whatever charset the request's Content-Type claims.
    request.encoding = "utf-8"
    asked = request.GET.get("q", "").replace("\x00", " ").strip()
    query = asked[:MAX_QUERY_LENGTH]
    context: dict[str, Any] = {
        "query": query,
        "is_shortened": len(asked) > MAX_QUERY_LENGTH,
        **(_found(request, query) if query else {"count": 0, "results": []}),
    }
    chrome = PageChrome(request, query=context.get("query_string", ""))
    context["chrome"] = chrome
    response = render(request, "search/search.html", context)
    if not query:
        cache_headers.allow_caching(response, chrome.settings.changes_at)
    return response


def _found(request: HttpRequest, query: str) -> dict[str, Any]:
    language = get_language() or ""
    choices = facets.selected_facets(request.GET, language)
    source = other_texts.source_of_texts()
    if source is not None and request.GET.get("kind") == source.name:
        return _found_texts(request, query, source, choices)
    return _found_pages(request, query, choices)


def _found_texts(
    request: HttpRequest, query: str, source: other_texts.Source, choices: list[facets.Choice]
) -> dict[str, Any]:
    language = get_language() or ""
    anywhere = other_texts.find(query, language)
    found = anywhere
    if choices:
        found = other_texts.find(query, language, [choice.ranges for choice in choices])
    page_obj = Paginator(list(found), RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    is_limited = len(found) >= other_texts.MAX_RESULTS
    kind = facets.kind_facet(source, len(anywhere), is_chosen=True)
    chosen = {choice.facet: choice.value for choice in choices}
    return {
        "count": len(found),
        "sentence": source.sentence(len(found), is_limited=is_limited),
        "results": source.results(list(page_obj.object_list), query, request) if found else [],
        "page_obj": page_obj,
        "query_string": urlencode({"q": query, "kind": source.name, **chosen}),
        "facets": [kind, *facets.available_facets(set(anywhere.values()), choices)],
        "is_narrowed": True,
        "whole_site_url": _url(query, language),
    }


def _found_pages(request: HttpRequest, query: str, choices: list[facets.Choice]) -> dict[str, Any]:
    language = get_language() or ""
    anywhere = find_page_ids(query, language)
    within = [choice.ranges for choice in choices]
    found = anywhere
    if choices:
        found = find_page_ids(query, language, within=within, among=anywhere)
    page_obj = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    better = suggestion(query, language) if not anywhere else ""
    return {
        "count": len(found),
        "is_limited": len(found) >= MAX_RESULTS,
        "results": results(list(page_obj.object_list), query, request) if found else [],
        "page_obj": page_obj,
        "query_string": urlencode(
            {"q": query, **{choice.facet: choice.value for choice in choices}}
        ),
        "facets": [*_kinds(query, language), *facets.available_facets(anywhere, choices)],
        "is_narrowed": bool(choices),
        "whole_site_url": _url(query, language),
        "suggestion": better,
        "suggestion_url": _url(better, language),
        "elsewhere": _elsewhere(query, language),
    }


def _kinds(query: str, language: str) -> list[facets.Facet]:
    source = other_texts.source_of_texts()
    count = len(other_texts.find(query, language, ordered=False)) if source else 0
    return [facets.kind_facet(source, count)] if source and count else []


def _elsewhere(query: str, language: str) -> list[OtherLanguage]:
    codes = [code for code, _autonym in settings.LANGUAGES if code != language]
    known = dict(language_choices())
    names = {code: str(known[code]) for code in codes}
    found = counts(query, names)
    return [
        OtherLanguage(code, _count_in(found[code], name), _url(query, code))
        for code, name in names.items()
        if found[code]
    ]


def _count_in(count: int, name: str) -> str:
    if count >= MAX_RESULTS:
        return translation.gettext("%(count)s results or more in %(language)s") % {
            "count": count,
            "language": name,
        }
    text = ngettext("%(count)s result in %(language)s", "%(count)s results in %(language)s", count)
    return text % {"count": count, "language": name}


def _url(query: str, language: str) -> str:
    with translation.override(language):
        return f"{reverse('search')}?{urlencode({'q': query})}"
