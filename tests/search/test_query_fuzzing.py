"""No text at all makes search fail: 2,000 of them, operators and filters among them."""

from django.test import RequestFactory
from django.utils import translation

from wagtail.models import Page

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import backends
from search.backends import Document
from search.models import SearchEntry
from search.page_search import MAX_RESULTS, counts, find_page_ids
from search.query_parser import parse
from search.results import results
from search.spelling_suggestions import suggestion
from search.tokenizer import MAX_WORDS
from search.views import search

EXAMPLES = 2_000
IN_ONE_DATABASE = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LANGUAGES = ["en", "es", "fr", "ru", "ar", "zh-hans", "xx"]
# Pieces that mean something to this search, to a query language below it, or to SQL.
PIECES = [
    *"\"“”«»„-*^:(){}[]&|!<>=+'\\%_#~,.;/",
    *(" ", "\x00", "\n", "\t", "\u202e", "\u0301", "\ud7ff", "\U0010ffff"),
    *("AND", "OR", "NOT", "NEAR(a b, 3)", "title:", "language : langfr", "stems:", ":*", "<->"),
    *("-", '-"', '"-', "--", "#langen", "=stem", "^beg", "a+b", "0x0", "%s", "%(x)s", "{}"),
    *("biosafety", "protocol", "OVM", "living modified organism", "réunions", "décision", "the"),
    *("生物安全", "议", "биобезопасность", "السلامة", "ﷺ", "ß", "İ", "ǆ", "ﬁ", "①", "²", "𐐨"),
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
)


@pytest.mark.slow
@IN_ONE_DATABASE
@given(query=TEXTS, language=st.sampled_from(LANGUAGES))
def test_no_text_makes_search_fail(home: Page, query: str, language: str) -> None:
    found = find_page_ids(query, language)
    assert len(found) == len(set(found)) <= MAX_RESULTS


@pytest.mark.slow
@settings(parent=IN_ONE_DATABASE, max_examples=500)
@given(query=TEXTS)
def test_nor_what_stands_around_the_results(home: Page, query: str) -> None:
    assert set(counts(query, LANGUAGES)) == set(LANGUAGES)
    assert isinstance(suggestion(query, "en"), str)
    found = find_page_ids(query, "en")[:3]
    for result in results(found, query, RequestFactory().get("/en/search/")):
        assert result.snippet.count("<mark>") == result.snippet.count("</mark>")


VALUES = st.one_of(st.sampled_from(["archive", "mainstreaming", "2008", ""]), TEXTS)
PARAMETERS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("q", "section", "conference", "year", "page"), VALUES),
)


@pytest.mark.slow
@settings(parent=IN_ONE_DATABASE, max_examples=500)
@given(parameters=PARAMETERS)
def test_no_parameter_makes_the_page_of_results_fail(
    home: Page, parameters: dict[str, str]
) -> None:
    with translation.override("en"):
        request = RequestFactory().get("/en/search/")
        request.GET = request.GET.copy()
        request.GET.update(parameters)
        assert search(request).status_code == 200


@pytest.mark.long
@settings(parent=IN_ONE_DATABASE)
@example(query='0:0:0/0:0:0"0:1:2一二一三', language="en")
@given(query=TEXTS, language=st.sampled_from(LANGUAGES))
def test_a_query_is_bounded(home: Page, query: str, language: str) -> None:
    parsed = parse(query, language)
    rows = [*(clause.words for clause in parsed.clauses), *parsed.without]
    assert sum(map(len, rows)) <= MAX_WORDS
    assert all(rows)


@pytest.mark.long
@settings(parent=IN_ONE_DATABASE, max_examples=300)
@given(text=TEXTS)
def test_every_text_can_be_indexed_and_found_again(home: Page, text: str) -> None:
    entry = SearchEntry(page_id=987654321, language="en", title=text, text=text)
    backends.store(Document.of(entry))
    first = parse(text, "en").clauses[:1]
    if first and first[0].is_phrase is False and not parse(text, "en").without:
        assert entry.pk in backends.find(parse(first[0].words[0], "en"), 10_000)


@pytest.mark.parametrize("count", [13, 100, 5_000])
def test_a_long_query_is_cut(home: Page, count: int) -> None:
    assert find_page_ids("biosafety " * count, "en") == find_page_ids("biosafety", "en")
    assert isinstance(find_page_ids("-biosafety " * count, "en"), list)
    assert isinstance(find_page_ids('"biosafety ' * count, "en"), list)
