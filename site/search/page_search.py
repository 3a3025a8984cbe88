"""Finds the pages that match a query and that the reader may see."""

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search.query import Phrase, PlainText, SearchQuery
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.caching import generation_cache, shared_html
from core.pages import restrictions
from core.pages.public_querysets import readable
from core.text.collation import plain_words
from search import backends, ranking
from search.backends.tree_scope import Range, Scope, beneath, branch
from search.query_parser import parse, parts
from search.tokenizer import MAX_WORD_LENGTH, MAX_WORDS

CACHE_KEY = "search.hidden"
LIFETIME_SECONDS = 60


def hidden_branches() -> tuple[Range, ...]:
    """Ranges below drafts and restricted pages, cached for the generation, else for a minute.

    Left out of index queries, so that hidden pages do not use up the limit of results; whether a
    result may be shown is always checked by `core.pages.public_querysets.readable`.
    """
    if generation_cache.entries() is not None:
        found: tuple[Range, ...] = generation_cache.get_or_make(
            CACHE_KEY, lambda: tuple(map(branch, _hidden_paths()))
        )
        return found
    paths: list[str] | None = cache.get(CACHE_KEY)
    if paths is None:
        paths = _hidden_paths()
        cache.set(CACHE_KEY, paths, LIFETIME_SECONDS)
    return tuple(map(branch, paths))


def _hidden_paths() -> list[str]:
    # A draft without children is not indexed.
    drafts = Page.objects.filter(live=False, numchild__gt=0).values_list("path", flat=True)
    return restrictions.highest(sorted({*drafts, *restrictions.places()}))


def clear_cache(**_kwargs: Any) -> None:
    """Signal receiver that clears the cached ranges."""
    cache.delete(CACHE_KEY)


def _clear_cache_if_parent(instance: Page, **_kwargs: Any) -> None:
    if instance.numchild:
        clear_cache()


def connect_signals() -> None:
    """Clears the cache when pages or restrictions change."""
    for signal in (page_published, page_unpublished):
        signal.connect(_clear_cache_if_parent, dispatch_uid="search.hidden")
    post_page_move.connect(clear_cache, dispatch_uid="search.hidden")
    for change in (post_save, post_delete):
        change.connect(clear_cache, sender=PageViewRestriction, dispatch_uid="search.hidden")


_WORD = re.compile(r"[^\W_]+")
# Beyond this number branches are not excluded in the query: results are filtered afterwards.
MAX_HIDDEN_BRANCHES = 100


def find_by_wagtail(text: str, language: str, limit: int, scope: Scope) -> list[int]:
    """Ids of live pages by WAGTAILSEARCH_BACKENDS, for SEARCH_ENGINE = "wagtail"; in its order."""
    query = _query(text)
    locale = Locale.objects.filter(language_code=language).first()
    if query is None or locale is None:
        return []
    pages = Page.objects.filter(live=True, locale=locale)
    for ranges in scope.within:
        pages = pages.filter(_in_any(ranges))
    if 0 < len(scope.outside) <= MAX_HIDDEN_BRANCHES:
        pages = pages.exclude(_in_any(scope.outside))
    return [page.pk for page in pages.search(query)[:limit]]


def _in_any(ranges: tuple[Range, ...]) -> Q:
    return reduce(or_, (Q(path__gte=low, path__lt=high) for low, high in ranges))


def _query(text: str) -> SearchQuery | None:
    """All words, or a single phrase; None for an empty query.

    Not every backend supports more: exclusions are dropped, and phrases among other words are
    split.
    """
    wanted = [
        (is_phrase, piece) for is_excluded, is_phrase, piece in parts(text) if not is_excluded
    ]
    words = _WORD.findall(unicodedata.normalize("NFC", " ".join(piece for _, piece in wanted)))
    if not words:
        return None
    joined = " ".join(word[:MAX_WORD_LENGTH] for word in words[:MAX_WORDS])
    is_one_phrase = len(wanted) == 1 and wanted[0][0]
    return Phrase(joined) if is_one_phrase else PlainText(joined, operator="and")


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
        ids = find_by_wagtail(query, language, MAX_RESULTS, scope)
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
        return find_by_wagtail(query, language, MAX_RESULTS, scope)
    return backends.find_any(parse(query, language), MAX_RESULTS, scope)


def paths_of(ids: Iterable[int]) -> list[str]:
    """Returns the tree paths of these pages, which must be readable."""
    if generation_cache.token() is None:
        return list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    return [path for _title, path, _language in _readable(ids).values()]


def _visible(ids: list[int], languages: Iterable[str]) -> dict[int, tuple[str, str]]:
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
