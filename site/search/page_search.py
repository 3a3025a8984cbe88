"""Finds the pages that match a query and that the reader may see."""

from collections.abc import Iterable

from django.conf import settings

from wagtail.models import Page

from core.caching import generation_cache, shared_html
from core.pages.public_querysets import readable
from core.text.collation import plain_words
from search import backends, ranking, wagtail_page_search
from search.backends.tree_scope import Range, Scope, beneath
from search.hidden_branches import hidden_branches
from search.query_parser import parse

MAX_RESULTS = 200


def find_page_ids(
    query: str,
    language: str,
    *,
    below: Page | None = None,
    within: Iterable[tuple[Range, ...]] = (),
    among: list[int] | None = None,
) -> list[int]:
    """Ids of readable pages that match all words of the query, the best first, at most MAX_RESULTS.

    `below` restricts the search to descendants of that page, `within` to one range of each group;
    both are applied in the index. Visibility is checked at search time. `among` are the results of
    the same query without restriction, where known, which saves a query.
    """
    scope = Scope(tuple(within), hidden_branches())
    if below is not None:
        scope = scope.and_in([beneath(below.path)])
    if settings.SEARCH_ENGINE == "wagtail":
        ids = wagtail_page_search.find(query, language, MAX_RESULTS, scope)
    else:
        ids = backends.find(parse(query, language), MAX_RESULTS, scope)
    if among is not None and len(among) < MAX_RESULTS:
        matching = set(ids)
        return [pk for pk in among if pk in matching]
    visible = _visible(ids, [language])
    asked = plain_words(query)
    found = [pk for pk in ids if pk in visible]
    named = {pk for pk in found if plain_words(visible[pk][0]) == asked}
    paths = {pk: visible[pk][1] for pk in found}
    first = [pk for pk in found if pk in named]
    rest = [pk for pk in found if pk not in named]
    return ranking.rank([*first, *rest], parse(query, language), paths, named)


def counts(query: str, languages: Iterable[str]) -> dict[str, int]:
    """Language code → number of readable matches, at most MAX_RESULTS each."""
    scope = Scope(outside=hidden_branches())
    any_of = {code: _any(query, code, scope) for code in languages}
    visible = _visible([pk for ids in any_of.values() for pk in ids], any_of)
    return {code: len(visible.keys() & set(ids)) for code, ids in any_of.items()}


def _any(query: str, language: str, scope: Scope) -> list[int]:
    if settings.SEARCH_ENGINE == "wagtail":
        return wagtail_page_search.find(query, language, MAX_RESULTS, scope)
    return backends.find_any(parse(query, language), MAX_RESULTS, scope)


def paths_of(ids: Iterable[int]) -> list[str]:
    """Returns the tree paths of these pages, which must be readable."""
    if generation_cache.token() is None:
        return list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    return [path for _title, path, _language in _readable(ids).values()]


def _visible(ids: list[int], languages: Iterable[str]) -> dict[int, tuple[str, str]]:
    """Returns id → title and path, of the readable pages among `ids`."""
    accepted = set(languages)
    return {
        pk: (title, path)
        for pk, (title, path, language) in _readable(ids).items()
        if language in accepted
    }


def _readable(ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Returns id → title, tree path and language of those pages that everybody may read.

    Known pages are not asked for again before the next change of content.
    """
    found = shared_html.facts.get_many("readable", ids, _readable_pages)
    return {pk: row for pk, row in found.items() if row is not None}


def _readable_pages(ids: list[int]) -> dict[int, tuple[tuple[str, str, str] | None, None]]:
    pages = readable(Page.objects.filter(pk__in=ids))
    rows = pages.values_list("pk", "title", "path", "locale__language_code")
    return dict.fromkeys(ids, (None, None)) | {pk: (tuple(row), None) for pk, *row in rows}
