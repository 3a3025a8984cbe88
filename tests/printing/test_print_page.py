"""The printer-friendly version of a page."""

import re

from django.test import Client

from wagtail.models import Page, PageViewRestriction

import pytest

from tests.conftest import PageFinder

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Objectives", "Online conference: 19 January", "Language English", "Last change"]),
        ("es", ["Objetivos", "Conferencia en línea: del 19", "Idioma español", "Impreso el"]),
        ("fr", ["Objectifs", "du 19 janvier au 6 février", "Langue français", "Imprimé le"]),
    ],
)
def test_it_says_what_was_printed_when_and_from_where(
    client: Client, home: Page, language: str, expected: list[str]
) -> None:
    text = text_of(client, f"/{language}/{OBJECTIVES}/print/")
    assert all(part in text for part in expected)
    assert f"127.0.0.1:8000/{language}/{OBJECTIVES}/" in text


def test_it_holds_every_sentence_of_the_page(client: Client, page_at: PageFinder) -> None:
    text = text_of(client, f"/en/{OBJECTIVES}/print/")
    page = page_at(OBJECTIVES)
    assert all(objective.text in text for objective in page.objectives.all())
    assert page.summary in text


def test_it_has_no_navigation_but_its_own_tools(client: Client, home: Page) -> None:
    html = client.get(f"/en/{OBJECTIVES}/print/").content.decode()
    assert re.findall(r"<nav class=\"(.+?)\"", html) == ["sheet__tools"]
    assert html.count("<form") == 1
    assert "<input" not in html
    assert "See also" not in html


def test_it_is_not_there_for_a_draft(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES).unpublish()
    assert client.get(f"/en/{OBJECTIVES}/print/").status_code == 404


@pytest.mark.parametrize("private", [OBJECTIVES, "protocol"])
def test_it_asks_for_the_password_of_a_private_page(
    client: Client, page_at: PageFinder, private: str
) -> None:
    PageViewRestriction.objects.create(
        page=page_at(private), restriction_type="password", password="secret"
    )
    html = client.get(f"/en/{OBJECTIVES}/print/").content.decode()
    assert 'type="password"' in html
    assert "Objectives" not in html


def test_the_page_itself_links_to_it(client: Client, home: Page) -> None:
    html = client.get(f"/es/{OBJECTIVES}/").content.decode()
    assert f'href="/es/{OBJECTIVES}/print/"' in html
    assert "Versión para imprimir</a>" in html
