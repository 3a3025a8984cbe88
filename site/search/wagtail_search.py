"""Search by Wagtail's own backend: what `SEARCH_ENGINE = "wagtail"` chooses.

It asks the backend that WAGTAILSEARCH_BACKENDS names, for example OpenSearch. What a word is and
which forms of it are found is then that backend's affair.
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
# Beyond these the branches are not named: pages that nobody may see are left out afterwards.
MAX_HIDDEN_BRANCHES = 100


def find(text: str, language: str, limit: int, scope: Scope) -> list[int]:
    """Ids of live pages, in the order of the backend."""
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
    """All words, or the one phrase; None where nothing is asked for.

    Not every backend can do more: exclusions are left aside, and beside other words a phrase
    counts as its words.
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
