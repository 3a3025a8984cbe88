"""A missing page: what readers get, in the language of its address."""

from django.test import Client

from wagtail.models import Page, PageViewRestriction

import pytest

from tests.conftest import PageFinder

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Page not found"),
        ("es", "Página no encontrada"),
        ("fr", "Page introuvable"),
    ],
)
def test_a_missing_page_answers_in_the_language_of_its_address(
    client: Client, home: Page, language: str, sentence: str
) -> None:
    response = client.get(f"/{language}/nothing/", HTTP_ACCEPT_LANGUAGE="de")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in html
    assert f"<h1>{sentence}</h1>" in html
    assert f'action="/{language}/search/"' in html


def test_a_missing_page_offers_the_same_address_in_other_languages(
    client: Client, page_at: PageFinder
) -> None:
    page_at(OBJECTIVES, "fr").unpublish()
    html = client.get(f"/fr/{OBJECTIVES}/").content.decode()
    main = html.partition("<main")[2]
    assert f'href="/en/{OBJECTIVES}/"' in main
    assert f'href="/es/{OBJECTIVES}/"' in main


def test_a_missing_page_offers_no_private_one(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES, "fr").unpublish()
    PageViewRestriction.objects.create(page=page_at(OBJECTIVES), restriction_type="login")
    main = client.get(f"/fr/{OBJECTIVES}/").content.decode().partition("<main")[2]
    assert f'href="/en/{OBJECTIVES}/"' not in main
