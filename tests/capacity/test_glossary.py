"""The public glossary: every language, print, search, and what machines read."""

import json
import re
from typing import Any

from django.test import Client

import pytest

from capacity.models import GlossaryPage
from search.page_search import find_page_ids
from terms.models import Concept, Term
from tests.conftest import PageFinder
from tests.printing.readers import tree
from tests.whole_site_urls import LANGUAGES, address

PATH = "protocol/glossary"
MAIN = {
    "en": "living modified organism",
    "es": "organismo vivo modificado",
    "fr": "organisme vivant modifié",
}


def entry(client: Client, language: str, key: str) -> str:
    """The HTML of one entry."""
    html = client.get(address(PATH, language)).content.decode()
    _before, _anchor, rest = html.partition(f'id="concept-{key}"')
    return re.split(r'<div class="glossary__entry"|</dl>', rest)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_has_one_anchor_in_every_language(
    client: Client, db: None, language: str
) -> None:
    html = entry(client, language, "6")
    assert f"<dfn>{MAIN[language]}</dfn>" in html
    others = [code for code in (*LANGUAGES, "ar", "ru", "zh") if code != language]
    assert re.findall(r'<li lang="(\w+)">', html) == others
    assert f'<li lang="{language}">' not in html
    assert 'dir="rtl">كائن حي محوَّر</span>' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_stand_in_the_alphabet_and_each_letter_is_reached(
    client: Client, page_at: PageFinder, language: str
) -> None:
    page: GlossaryPage = page_at(PATH, language)
    texts = [entry.text for entry in page.entries]
    assert len(texts) == Concept.objects.filter(scope="text").count()
    context = client.get(address(PATH, language)).context
    letters = [letter.text for letter in context["alphabet"]]
    assert letters == sorted(set(letters))
    html = client.get(address(PATH, language)).content.decode()
    assert set(re.findall(r'href="#(letter-\w+)"', html)) == set(
        re.findall(r'<h2 class="glossary__letter" id="(letter-\w+)"', html)
    )


def test_labels_and_forbidden_terms_are_not_in_it(client: Client, db: None) -> None:
    concept = Concept.objects.get(key="6")
    assert concept.terms.filter(language="es", text="transgénico", status="forbidden").exists()
    Term.objects.create(concept=concept, language="es", text="organismo OVM", status="admitted")
    html = client.get(address(PATH, "es")).content.decode()
    assert "transgénico" not in html
    assert "También: organismo OVM" in html
    assert 'id="concept-53"' not in html


def test_what_is_not_confirmed_says_so(client: Client, db: None) -> None:
    assert "no confirmado" in entry(client, "es", "35")
    assert "no confirmado" not in entry(client, "es", "6")


def test_a_concept_without_a_term_in_a_language_is_left_out_there(client: Client, db: None) -> None:
    Term.objects.filter(concept__key="6", language="fr").delete()
    assert entry(client, "fr", "6") == ""
    assert '<li lang="fr">' not in entry(client, "en", "6")


def test_machines_get_a_set_of_defined_terms(client: Client, db: None) -> None:
    html = client.get(address(PATH, "fr")).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    graph = json.loads(data)["@graph"]
    (terms,) = [part for part in graph if part["@type"] == "DefinedTermSet"]
    assert terms["inLanguage"] == "fr"
    by_code = {term["termCode"]: term for term in terms["hasDefinedTerm"]}
    assert by_code["1"]["alternateName"] == "CEPRB"
    assert by_code["1"]["@id"].endswith(f"/fr/{PATH}/#concept-1")
    assert "description" not in by_code["1"]
    assert "article 3 g)" in by_code["6"]["description"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_by_itself_and_with_the_section(
    client: Client, db: None, language: str
) -> None:
    for path in (f"{address(PATH, language)}print/", f"{address('protocol', language)}print/all/"):
        html = client.get(path).content.decode()
        assert f"<dfn>{MAIN[language]}</dfn>" in html
        assert "letters" not in re.findall(r'class="(\w+)"', html)


@pytest.mark.parametrize(
    ("language", "query"),
    [("en", "contained use"), ("es", "uso confinado"), ("fr", "milieu confiné")],
)
def test_search_finds_it_by_its_terms(page_at: PageFinder, language: str, query: str) -> None:
    assert page_at(PATH, language).pk in find_page_ids(query, language)


def test_a_changed_term_is_found_and_the_old_one_is_not(
    page_at: PageFinder, django_capture_on_commit_callbacks: Any
) -> None:
    page = page_at(PATH, "es")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for term in Term.objects.filter(concept__key="14", language="es"):
            term.text = "utilización estanca"
            term.save()
    assert page.pk in find_page_ids("utilización estanca", "es")
    assert page.pk not in find_page_ids("uso confinado", "es")
    assert len(callbacks) == 1


def test_its_cost_does_not_grow_with_the_terms(
    client: Client, db: None, django_assert_max_num_queries: Any
) -> None:
    client.get(address(PATH, "es"))
    with django_assert_max_num_queries(12):
        client.get(address(PATH, "es"))


def test_beside_another_language_each_concept_stands_beside_itself(
    client: Client, db: None
) -> None:
    sheet = tree(client.get(f"{address(PATH, 'fr')}print/?with=en"))
    rows = [row.xpath(".//*[contains(@id, 'concept-')]/@id") for row in sheet.cssselect(".pair")]
    concepts = [[anchor.rpartition("-")[2] for anchor in row] for row in rows if row]
    assert len(concepts) > 20
    assert all(ours == theirs for ours, theirs in concepts)
    assert not sheet.cssselect(".glossary__letter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_navigation_leads_to_it(client: Client, db: None, language: str) -> None:
    chrome = client.get(f"/{language}/").context["chrome"]
    assert address(PATH, language) in [link.url for link in chrome.main_navigation]


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("en", "modified ORGANISM", ["living modified organism"]),
        ("es", "tecnologia segur", ["seguridad de la biotecnología"]),
        ("fr", "LMO", ["organisme vivant modifié"]),
        ("fr", "biodiversite", ["diversité biologique"]),
        ("en", "organisme vivant", ["living modified organism"]),
    ],
)
def test_a_filter_narrows_the_terms_down(
    client: Client, db: None, language: str, asked: str, found: list[str]
) -> None:
    response = client.get(address(PATH, language), {"q": asked})
    entries = [entry for letter in response.context["letters"] for entry in letter.entries]
    assert {entry.text for entry in entries} >= set(found)
    assert len(entries) < len(response.context["page"].entries)


def test_a_filter_that_finds_nothing_says_so_and_leads_back(client: Client, db: None) -> None:
    html = client.get(address(PATH, "en"), {"q": "<b>cucumber"}).content.decode()
    assert "No term has “&lt;b&gt;cucumber”." in html
    assert f'<a href="{address(PATH, "en")}">Show all terms</a>' in html


def test_a_definition_without_a_source_is_not_shown(client: Client, db: None) -> None:
    Term.objects.filter(concept__key="36", language="en").update(definition="Made up.", source="")
    Term.objects.filter(concept__key="6", language="en").update(definition="Sourced.")
    assert "Made up." not in entry(client, "en", "36")
    assert "Sourced." in entry(client, "en", "6")
