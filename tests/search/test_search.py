"""The search page: what it finds in this language, and how it shows it."""

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from wagtail.models import Page
from wagtail.search import index

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import backends
from search.backends import Document, Scope
from search.highlights import snippet as snippet_of
from search.index_updates import page_text
from search.models import SearchEntry
from search.page_search import find_page_ids
from search.query_parser import parse
from search.tokenizer import SEPARATOR, words
from tests.conftest import PageFinder
from tests.search.result_pages import titles

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


def snippet(entry: SearchEntry, query: str, language: str = "en") -> str:
    return snippet_of(entry, parse(query, language))


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
        ("en", "poverty reduct", "Session 2: Country status, experiences and lessons learned"),
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
    assert all(result.head.url.startswith("/fr/") for result in response.context["results"])
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


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("qualite", "La qualité des données", "qualité"),
        ("qualité", "LA QUALITÉ DES DONNÉES", "QUALITÉ"),
        ("evaluaci", "Una evaluación de riesgos", "evaluación"),
        ("réun", "deux réunions", "réunions"),
        ("anne", "une année", "année"),
    ],
)
def test_a_mark_holds_the_whole_word_with_its_accents(
    db: None, query: str, text: str, marked: str
) -> None:
    assert f"<mark>{marked}</mark>" in snippet(SearchEntry(title="t", text=text), query)


def test_text_without_spaces_still_makes_a_snippet(db: None) -> None:
    assert "生物安全" in snippet(SearchEntry(title="t", text="生物安全" * 100), "xyz")
    long = SearchEntry(title="t", text=f"start {'y' * 300} zebra")
    assert "<mark>zebra</mark>" in snippet(long, "zebra")
    joined = SearchEntry(title="t", text=f"start {'-' * 300}zebra")
    assert "<mark>zebra</mark>" in snippet(joined, "zebra")


def test_what_stands_between_angle_signs_is_text(client: Client, page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    page.outcomes = "<p>From p &lt; 0.05 cucumber to q &gt; 3 &amp; more</p><p>melon</p>"
    page.save_revision().publish()
    assert titles(client, "cucumber") == ["Objectives"]
    html = client.get("/en/search/", {"q": "cucumber"}).content.decode()
    assert "p &lt; 0.05 <mark>cucumber</mark> to q &gt; 3 &amp; more melon" in html


def test_related_objects_are_read_whether_one_or_many(page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    to_one = index.RelatedFields("locale", [index.SearchField("language_code")])
    to_many = index.RelatedFields("objectives", [index.SearchField("text")])
    page.get_search_fields = lambda: [to_one, to_many]
    objectives = [objective.text for objective in page.objectives.all()]
    assert page_text(page) == SEPARATOR.join(["en", *objectives])


def test_only_the_page_s_own_title_is_kept_apart(page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    user = get_user_model().objects.create_user("cucumber", first_name="Cucumber")
    page.owner = user
    page.get_search_fields = lambda: [
        index.SearchField("title"),
        index.RelatedFields("owner", [index.SearchField("first_name")]),
    ]
    assert page_text(page) == "Cucumber"


def test_what_is_asked_for_is_escaped(client: Client, home: Page) -> None:
    html = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_a_moved_page_is_found_at_its_new_address(client: Client, page_at: PageFinder) -> None:
    portal = page_at("protocol/capacity-building/portal")
    page_at(MAINSTREAMING).move(portal, pos="last-child")
    response = client.get("/en/search/", {"q": "objectives"})
    assert response.context["results"][0].head.url == f"{portal.url}mainstreaming/objectives/"


def test_the_language_of_a_page_is_not_a_word_of_it(home: Page) -> None:
    assert find_page_ids("langen", "en") == []


@given(word=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=64))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_page_is_found_by_every_word_it_has(db: None, word: str) -> None:
    entry = SearchEntry(page_id=987654321, language="en", title="", text=f"before {word} after")
    backends.store(Document.of(entry))
    assert entry.pk in backends.find(parse(word, "en"), 1000) or not words(word)
    assert entry.pk in backends.find(parse(f'"before {word} after"', "en"), 1000)


def test_search_costs_few_queries_however_much_it_finds(
    client: Client, home: Page, django_assert_max_num_queries: object
) -> None:
    """The budget covers ten results that are each of another page type, and contributions."""
    client.get("/en/search/", {"q": "warm"})
    for query in ("zambia", "biosafety", "conference"):
        with django_assert_max_num_queries(29):  # type: ignore[operator]
            client.get("/en/search/", {"q": query})


def query_plan(query: str, *, is_wide: bool) -> str:
    """What the database does to answer the statement that search sends."""
    sql, parameters = backends.statement(parse(query, "en"), 200, Scope(), is_wide=is_wide)
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The few pages of the seed would be read faster without any index.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(explain + sql, parameters)
        return "\n".join(str(value) for row in cursor.fetchall() for value in row)


SCANS = {
    "sqlite": ["SCAN search_index VIRTUAL TABLE INDEX"],
    "postgresql": ["Bitmap Index Scan on search_index_head", "search_index_keys"],
}


@pytest.mark.parametrize("is_wide", [False, True])
def test_the_database_answers_from_its_full_text_index_alone(home: Page, is_wide: bool) -> None:
    """The plan, rather than the time; "Seq Scan" and "SCAN …entry" would read every page."""
    plan = query_plan("biosafety the", is_wide=is_wide)
    assert all(scan in plan for scan in SCANS[connection.vendor])
    assert "Seq Scan" not in plan
    assert "SCAN search_searchentry" not in plan


def test_long_lists_are_split_into_pages(client: Client, home: Page) -> None:
    first = client.get("/en/search/", {"q": "the"})
    second = client.get("/en/search/", {"q": "the", "page": "2"})
    assert len(first.context["results"]) == 10
    assert second.context["results"]
    urls = [result.head.url for page in (first, second) for result in page.context["results"]]
    assert len(urls) == len(set(urls))
    assert 'rel="next"' in first.content.decode()


@pytest.mark.parametrize(
    ("language", "everyday", "official"),
    [
        ("en", "biodiversity", "biological diversity"),
        ("es", "bioseguridad", "seguridad de la biotecnología"),
        ("es", "biodiversidad", "diversidad biológica"),
        ("fr", "biosécurité", "prévention des risques biotechnologiques"),
    ],
)
def test_everyday_words_find_the_official_term(
    client: Client, home: Page, language: str, everyday: str, official: str
) -> None:
    found = titles(client, everyday, language)
    assert found
    assert set(found) >= set(titles(client, f'"{official}"', language)[:3])


def test_a_change_of_language_keeps_the_words_looked_for(client: Client, home: Page) -> None:
    asked = {"q": 'BS-III/3 "lusaka"', "year": "2009"}
    chrome = client.get("/en/search/", asked).context["chrome"]
    (french,) = [link for link in chrome.languages if link.code == "fr"]
    assert french.url == "/fr/search/?q=BS-III%2F3+%22lusaka%22&year=2009"
    assert client.get(french.url).context["query"] == asked["q"]


def test_without_words_a_change_of_language_takes_none_along(client: Client, home: Page) -> None:
    chrome = client.get("/en/search/").context["chrome"]
    assert [link.url for link in chrome.languages if link.code == "fr"] == ["/fr/search/"]
