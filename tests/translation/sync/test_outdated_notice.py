"""The reader is told the truth: a translation that is older, a page that is missing."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Page

import pytest

from tests.conftest import PageFinder
from translation.models import RequestedTranslation

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"
NOTE = "translation-note"


@pytest.fixture
def changed(page_at: PageFinder) -> Page:
    """The objectives, with a summary that the French and the Spanish page do not have yet."""
    page = page_at(OBJECTIVES)
    page.summary = f"{page.summary} And more."
    page.save_revision().publish()
    return page


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.long
def test_a_translation_that_is_older_than_its_original_says_so_in_its_language(
    changed: Page, client: Client
) -> None:
    french = html_of(client, f"/fr/{OBJECTIVES}/")
    assert NOTE in french
    assert "Cette traduction est antérieure" in french
    assert f'<a href="/en/{OBJECTIVES}/" hreflang="en">Lire l’original' in french
    assert "Esta traducción es anterior" in html_of(client, f"/es/{OBJECTIVES}/")
    assert NOTE not in html_of(client, f"/en/{OBJECTIVES}/")
    assert changed.summary not in french


def test_the_note_is_printed(changed: Page, client: Client) -> None:
    assert NOTE in html_of(client, f"/fr/{OBJECTIVES}/print/")
    assert NOTE not in html_of(client, f"/en/{OBJECTIVES}/print/")


def test_an_up_to_date_translation_has_no_note(home: Page, client: Client) -> None:
    assert NOTE not in html_of(client, f"/fr/{OBJECTIVES}/")


def test_publishing_without_another_text_brings_no_note(
    page_at: PageFinder, client: Client
) -> None:
    page_at(OBJECTIVES).save_revision().publish()
    assert NOTE not in html_of(client, f"/fr/{OBJECTIVES}/")


def test_a_note_leads_to_no_original_that_readers_may_not_see(
    changed: Page, client: Client
) -> None:
    Page.objects.filter(pk=changed.pk).update(live=False)
    assert NOTE not in html_of(client, f"/fr/{OBJECTIVES}/")


def test_the_note_costs_no_query(page_at: PageFinder, client: Client) -> None:
    def queries() -> int:
        client.get("/fr/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/fr/{OBJECTIVES}/")
        return len(captured)

    before = queries()
    page = page_at(OBJECTIVES)
    page.summary = "Other words."
    page.save_revision().publish()
    assert queries() == before <= 13


@pytest.fixture
def lacking(page_at: PageFinder) -> str:
    """Where to ask for the objectives, which the French lack, as its English page says it."""
    page_at(OBJECTIVES, "fr").unpublish()
    return f"/fr/translation-wanted/{page_at(OBJECTIVES).pk}/fr/"


def test_a_missing_page_offers_in_the_missing_language_to_ask_for_it(
    lacking: str, client: Client
) -> None:
    english = html_of(client, f"/en/{OBJECTIVES}/")
    assert f'<li lang="fr" dir="ltr"><a href="{lacking}"' in english
    assert "Demander cette page dans cette langue" in english
    assert "csrftoken" not in client.cookies
    assert lacking not in html_of(client, f"/en/{OBJECTIVES}/print/")
    missing = client.get(f"/fr/{OBJECTIVES}/")
    assert missing.status_code == 404
    assert lacking in missing.content.decode()


def test_asking_counts_a_reader_once_and_keeps_nothing_of_them(
    lacking: str, client: Client
) -> None:
    assert "Demander cette traduction" in html_of(client, lacking)
    for _time in range(3):
        response = client.post(lacking, follow=True)
        assert "Merci" in response.content.decode()
    client.post(lacking, REMOTE_ADDR="192.0.2.7")
    (row,) = RequestedTranslation.objects.all()
    assert (row.times, row.locale.language_code) == (2, "fr")
    assert "192.0.2.7" not in str(vars(row))


def test_asking_needs_a_token(lacking: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(lacking).status_code == 403
    assert not RequestedTranslation.objects.exists()


def test_one_reader_cannot_ask_for_everything(
    lacking: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translation.reader_requests.AT_MOST_AN_HOUR", 0)
    client.post(lacking)
    assert not RequestedTranslation.objects.exists()


@pytest.mark.parametrize("code", ["de", "xx"])
def test_a_language_that_the_site_lacks_cannot_be_asked_for(
    code: str, page_at: PageFinder, client: Client
) -> None:
    address = reverse("ask_for_translation", args=[page_at(OBJECTIVES).pk, code])
    assert client.get(address).status_code == 404


def test_asking_tells_nothing_of_a_draft(page_at: PageFinder, client: Client) -> None:
    page = page_at(OBJECTIVES)
    for language in ("en", "es", "fr"):
        page_at(OBJECTIVES, language).unpublish()
    address = reverse("ask_for_translation", args=[page.pk, "fr"])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_a_page_that_is_there_by_now_is_shown(page_at: PageFinder, client: Client) -> None:
    address = reverse("ask_for_translation", args=[page_at(OBJECTIVES).pk, "fr"])
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/fr/{OBJECTIVES}/")
