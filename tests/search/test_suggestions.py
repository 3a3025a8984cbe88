"""What a reader may have meant, what other languages have, and that neither tells a secret."""

from django.test import Client

from wagtail.models import Page, PageViewRestriction

import pytest

from search.models import SearchWord
from search.spelling_suggestions import suggestion
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


def publish_words(page: Page, words: str) -> None:
    page.summary = words
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("language", "asked", "meant"),
    [
        ("en", "biosaftey", "biosafety"),
        ("en", "Lusakka", "Lusaka"),
        ("en", "xiosafety", "biosafety"),
        ("en", "poverty reductoin", "poverty reduction"),
        ("fr", "prévantion", "prévention"),
        ("es", "capacidat", "capacidad"),
    ],
)
def test_a_misspelt_word_leads_to_the_right_one(
    client: Client, home: Page, language: str, asked: str, meant: str
) -> None:
    response = client.get(f"/{language}/search/", {"q": asked})
    assert response.context["suggestion"] == meant
    assert f">{meant}</a>" in response.content.decode()
    assert client.get(response.context["suggestion_url"]).context["count"]


def test_a_suggestion_has_the_accents_of_the_page(page_at: PageFinder) -> None:
    publish_words(page_at(OBJECTIVES), "Les Échéances")
    assert suggestion("echeaances", "en") == "Échéances"
    publish_words(page_at(OBJECTIVES), "Les Échéances et d’autres échéances")
    assert suggestion("echeaances", "en") == "échéances"


@pytest.mark.parametrize(
    "query", ["", "qqqzzzxxx", "-", '"biosaftey"', "12345", "生物", "-biosaftey"]
)
def test_there_is_none_where_nothing_is_near(home: Page, query: str) -> None:
    assert suggestion(query, "en") == ""


def test_there_is_none_where_something_was_found(client: Client, home: Page) -> None:
    assert client.get("/en/search/", {"q": "biosafety"}).context["suggestion"] == ""


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_no_word_of_a_private_page_is_suggested(page_at: PageFinder, kind: str) -> None:
    publish_words(page_at(OBJECTIVES), "cucumber")
    assert suggestion("cucumbre", "en") == "cucumber"
    PageViewRestriction.objects.create(page=page_at(MAINSTREAMING), restriction_type=kind)
    assert suggestion("cucumbre", "en") == ""


def test_no_word_of_a_draft_is_suggested(page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    page.summary = "cucumber"
    page.save_revision()
    assert suggestion("cucumbre", "en") == ""
    page.get_latest_revision().publish()
    assert suggestion("cucumbre", "en") == "cucumber"
    page_at(OBJECTIVES).unpublish()
    assert suggestion("cucumbre", "en") == ""


def test_no_word_below_a_draft_is_suggested(page_at: PageFinder) -> None:
    publish_words(page_at(OBJECTIVES), "cucumber")
    page_at(MAINSTREAMING).unpublish()
    assert suggestion("cucumbre", "en") == ""


def test_no_word_that_was_taken_out_is_suggested(page_at: PageFinder) -> None:
    publish_words(page_at(OBJECTIVES), "cucumber")
    publish_words(page_at(OBJECTIVES), "")
    assert SearchWord.objects.filter(word="cucumber").exists()
    assert suggestion("cucumbre", "en") == ""


def test_accents_of_a_private_page_are_not_shown(page_at: PageFinder) -> None:
    publish_words(page_at(OBJECTIVES), "cücümber")
    publish_words(page_at(f"{MAINSTREAMING}/introduction"), "cucumber")
    PageViewRestriction.objects.create(page=page_at(OBJECTIVES), restriction_type="login")
    assert suggestion("cucumbre", "en") == "cucumber"


def test_words_of_another_language_are_not_suggested(page_at: PageFinder) -> None:
    publish_words(page_at(OBJECTIVES, "fr"), "concombre")
    assert suggestion("concombro", "en") == ""
    assert suggestion("concombro", "fr") == "concombre"


# --- Other languages --------------------------------------------------------------------------


def elsewhere(client: Client, query: str, language: str = "en") -> dict[str, str]:
    response = client.get(f"/{language}/search/", {"q": query})
    return {other.language: other.text for other in response.context["elsewhere"]}


def test_hits_in_other_languages_are_counted_and_linked(client: Client, home: Page) -> None:
    response = client.get("/en/search/", {"q": "biotecnología"})
    assert response.context["count"] == 0
    (other,) = response.context["elsewhere"]
    assert other.language == "es"
    assert other.text == f"{client.get(other.url).context['count']} results in Spanish"
    assert f'hreflang="es">{other.text}</a>' in response.content.decode()


def test_each_language_says_it_in_its_own_words(client: Client, home: Page) -> None:
    assert elsewhere(client, "Lusaka", "es")["fr"].endswith("en francés")
    assert elsewhere(client, "Lusaka", "fr")["es"].endswith("en espagnol")
    assert "en" in elsewhere(client, "Lusaka", "fr")


def test_a_language_without_hits_is_not_named(client: Client, page_at: PageFinder) -> None:
    assert elsewhere(client, "cucumber") == {}
    publish_words(page_at(OBJECTIVES, "fr"), "cucumber")
    assert elsewhere(client, "cucumber") == {"fr": "1 result in French"}


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_private_hits_in_other_languages_are_not_counted(
    client: Client, page_at: PageFinder, kind: str
) -> None:
    publish_words(page_at(OBJECTIVES, "fr"), "cucumber")
    PageViewRestriction.objects.create(page=page_at(MAINSTREAMING, "fr"), restriction_type=kind)
    assert elsewhere(client, "cucumber") == {}


def test_hits_below_a_draft_in_other_languages_are_not_counted(
    client: Client, page_at: PageFinder
) -> None:
    publish_words(page_at(OBJECTIVES, "fr"), "cucumber")
    page_at(MAINSTREAMING, "fr").unpublish()
    assert elsewhere(client, "cucumber") == {}
