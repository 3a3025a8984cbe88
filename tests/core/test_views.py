"""Errors, and the files that robots ask for."""

from datetime import UTC, datetime

from django.test import Client
from django.utils.translation import override

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


def test_robots_are_told_of_the_site_map(client: Client, home: Page) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_security_contact_is_valid_for_a_while(client: Client, home: Page) -> None:
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert fields["Preferred-Languages"] == "en, es, fr"
    expires = datetime.fromisoformat(fields["Expires"])
    assert 30 < (expires - datetime.now(tz=UTC)).days < 366


def test_the_favicon_is_there(client: Client, db: None) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 301
    assert response["Location"].endswith("core/favicon.svg")


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("about", "introduction"),
        ("objectives", "objectives"),
        ("agenda", "agenda"),
        ("group1", "session-1"),
        ("group4", "session-4"),
    ],
)
def test_an_address_of_the_former_site_leads_to_its_page_in_one_step(
    client: Client, home: Page, old: str, path: str
) -> None:
    address = f"/onlineconferences/portal_art22/cbarchive/forummainstreaming_{old}.shtml"
    response = client.get(address, HTTP_ACCEPT_LANGUAGE="fr")
    assert response.status_code == 301
    assert response["Location"].endswith(f"/archive/mainstreaming/{path}/")
    assert client.get(response["Location"]).status_code == 200


def test_structured_data_cannot_be_broken_out_of(client: Client, page_at: PageFinder) -> None:
    page = page_at("protocol")
    page.title = "</script><script>alert(1)</script>"
    page.save_revision().publish()
    html = client.get("/en/protocol/").content.decode()
    assert "<script>alert(1)" not in html
    with override("en"):
        assert "\\u003C/script\\u003E" in html
