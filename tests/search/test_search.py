"""The search page: this language only, what anybody may see only, and never a failure."""

import re
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import find_page_ids, snippet
from search.models import SearchEntry
from search.words import query_words
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


def titles(client: Client, query: str, language: str = "en") -> list[str]:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return [result.title for result in response.context["results"]]


def test_a_word_in_the_title_comes_before_a_word_in_the_text(client: Client, home: Page) -> None:
    assert titles(client, "objectives")[0] == "Objectives"


def test_all_words_must_be_there(client: Client, home: Page) -> None:
    assert titles(client, "lusaka zambia") == ["Introduction"]
    assert titles(client, "lusaka cucumber") == []


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("fr", "prevention des RISQUES", "Le Protocole de Cartagena"),
        ("fr", "réunion", "Renforcement des capacités"),
        ("es", "evaluacion", "Creación de capacidad en evaluación de riesgos ambientales"),
        ("en", "BS-III/3", "Introduction"),
        ("en", "UNEP/CBD/BS/CM-CB/5/2", "Introduction"),
        ("en", "Tromsø", "Capacity Building"),
        ("en", "poverty reduct", "Country status, experiences and lessons learned"),
    ],
)
def test_accents_case_and_endings_do_not_matter(
    client: Client, home: Page, language: str, query: str, title: str
) -> None:
    found = titles(client, query, language)
    assert any(text.startswith(title) for text in found)


def test_only_the_language_of_the_address_is_searched(client: Client, home: Page) -> None:
    assert titles(client, "Lusaka", "fr") != []
    response = client.get("/fr/search/", {"q": "Lusaka"})
    assert all(result.url.startswith("/fr/") for result in response.context["results"])
    assert titles(client, "biosafety", "es") == []


def test_questions_tables_and_captions_are_found(client: Client, home: Page) -> None:
    assert "Capacity Building" in titles(client, "New Delhi")
    assert titles(client, "rationale biotechnology linked") != []


def test_hits_are_marked_and_everything_is_escaped(db: None) -> None:
    entry = SearchEntry(
        title="t", text="Une <b>réunion</b> & des RÉUNIONS <script>alert(1)</script>"
    )
    html = snippet(entry, "reunion")
    assert html.count("<mark>") == 2
    assert "<mark>réunion</mark>" in html
    assert "<mark>RÉUNIONS</mark>" in html
    assert "<script>" not in html
    assert "&lt;b&gt;" in html


def test_what_is_asked_for_is_escaped(client: Client, home: Page) -> None:
    html = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


# --- Never a failure --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '";',
        "  ",
        "\x00",
        "a\x00b",
        "AND OR NOT NEAR(",
        "title:*",
        "-",
        "* ^ ( {",
        "%",
        "_",
        "'",
    ],
)
def test_no_punctuation_makes_search_fail(client: Client, home: Page, query: str) -> None:
    titles(client, query)


def test_a_query_of_ten_kilobytes_is_shortened_and_says_so(client: Client, home: Page) -> None:
    response = client.get("/en/search/", {"q": "biosafety " * 1000})
    assert "Only the first 200 characters were looked for." in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999999999999999999", "1.5", "\x00"])
def test_no_page_number_makes_search_fail(client: Client, home: Page, number: str) -> None:
    assert client.get("/en/search/", {"q": "biosafety", "page": number}).status_code == 200


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(max_size=200))
def test_no_text_makes_search_fail(db: None, query: str) -> None:
    assert isinstance(find_page_ids(query, "en"), list)


@given(query=st.text())
def test_words_hold_letters_and_digits_only(query: str) -> None:
    assert all(re.fullmatch(r"[^\W_]+", word) for word in query_words(query))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_takes_no_input_but_its_address(client: Client, home: Page, method: str) -> None:
    assert getattr(client, method)("/en/search/").status_code == 405


# --- No leaks ---------------------------------------------------------------------------------


def test_a_draft_is_not_found(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES).unpublish()
    assert "Objectives" not in titles(client, "objectives")


def test_a_page_below_a_draft_is_not_found(client: Client, page_at: PageFinder) -> None:
    page_at(MAINSTREAMING).unpublish()
    assert "Objectives" not in titles(client, "objectives")


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_neither_a_private_page_nor_one_below_it_is_found(
    client: Client, page_at: PageFinder, kind: str
) -> None:
    PageViewRestriction.objects.create(page=page_at(MAINSTREAMING), restriction_type=kind)
    response = client.get("/en/search/", {"q": "poverty"})
    assert response.context["count"] == 0
    assert "poverty reduction" not in response.content.decode()


def test_an_expired_page_is_not_found(client: Client, page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    page.expire_at = timezone.now() + timedelta(seconds=1)
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(days=1))
    call_command("publish_scheduled", verbosity=0)
    assert "Objectives" not in titles(client, "objectives")


def test_an_unpublished_change_is_not_found(client: Client, page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    page.summary = "A word that nobody has published: cucumber."
    page.save_revision()
    assert titles(client, "cucumber") == []
    page.get_latest_revision().publish()
    assert titles(client, "cucumber") == ["Objectives"]


# --- Upkeep and cost --------------------------------------------------------------------------


def test_a_deleted_page_leaves_nothing_in_the_index(page_at: PageFinder) -> None:
    before = set(find_page_ids("objectives", "en"))
    page = page_at(OBJECTIVES)
    page_id = page.pk
    page.delete()
    assert page_id in before
    assert set(find_page_ids("objectives", "en")) == before - {page_id}
    assert not SearchEntry.objects.filter(pk=page_id).exists()


def test_rebuilding_finds_what_publishing_found(home: Page) -> None:
    before = find_page_ids("biosafety", "en")
    SearchEntry.objects.all().delete()
    assert find_page_ids("biosafety", "en") == []
    call_command("rebuild_search", verbosity=0)
    assert find_page_ids("biosafety", "en") == before


def test_search_costs_few_queries_however_much_it_finds(
    client: Client, home: Page, django_assert_max_num_queries: object
) -> None:
    client.get("/en/search/", {"q": "lusaka"})
    with django_assert_max_num_queries(12) as one:  # type: ignore[operator]
        client.get("/en/search/", {"q": "zambia"})
    with django_assert_max_num_queries(12) as many:  # type: ignore[operator]
        client.get("/en/search/", {"q": "biosafety"})
    assert len(one) == len(many)


def test_the_database_ranks_within_its_own_index(db: None) -> None:
    """The plan, rather than the time: what is scanned must be the full-text index."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT page_id FROM search_searchentry "
                "WHERE vector @@ to_tsquery('simple', 'biosafety')"
            )
        else:
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT rowid FROM search_index "
                "WHERE search_index MATCH 'biosafety' ORDER BY bm25(search_index) LIMIT 10"
            )
        plan = " ".join(str(value) for row in cursor.fetchall() for value in row)
    assert "search_searchentry_vector" in plan or "VIRTUAL TABLE INDEX" in plan


def test_long_lists_are_split_into_pages(client: Client, home: Page) -> None:
    first = client.get("/en/search/", {"q": "the"})
    second = client.get("/en/search/", {"q": "the", "page": "2"})
    assert len(first.context["results"]) == 10
    assert second.context["results"]
    urls = [result.url for page in (first, second) for result in page.context["results"]]
    assert len(urls) == len(set(urls))
    assert 'rel="next"' in first.content.decode()
