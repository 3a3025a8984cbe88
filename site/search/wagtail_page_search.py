"""Search by Wagtail's search backend, for SEARCH_ENGINE = "wagtail".

Uses the backend in WAGTAILSEARCH_BACKENDS, for example OpenSearch, with its tokenization and
stemming.
"""

import re
import unicodedata
from functools import reduce
from operator import or_

from django.db.models import Q

from wagtail.models import Locale, Page
from wagtail.search.query import Phrase, PlainText, SearchQuery

from search.backends.tree_scope import Range, Scope
from search.query_parser import parts
from search.tokenizer import MAX_WORD_LENGTH, MAX_WORDS

_WORD = re.compile(r"[^\W_]+")
# Beyond this number branches are not excluded in the query: results are filtered afterwards.
MAX_HIDDEN_BRANCHES = 100


def find(text: str, language: str, limit: int, scope: Scope) -> list[int]:
    """Ids of live pages, in the backend's order."""
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
