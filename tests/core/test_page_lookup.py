"""From an address to a page."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

import pytest

from conference.models import ConferencePage
from core.routing import page_lookup
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_one_slug_serves_all_languages(client: Client, page_at: PageFinder, language: str) -> None:
    response = client.get(f"/{language}/{OBJECTIVES}/")
    assert response.status_code == 200
    assert response.context["page"].pk == page_at(OBJECTIVES, language).pk
    assert f'<html lang="{language}" dir="ltr"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["nothing", f"{OBJECTIVES}/nothing", "objectives", f"{OBJECTIVES}/print/more"]
)
def test_an_address_without_a_page_is_not_found(client: Client, home: Page, path: str) -> None:
    assert client.get(f"/en/{path}/").status_code == 404


def test_an_address_of_absurd_depth_is_not_found(client: Client, home: Page) -> None:
    assert client.get("/en/" + "protocol/" * 2000).status_code == 404


def test_a_draft_is_not_found(client: Client, page_at: PageFinder) -> None:
    page_at(OBJECTIVES).unpublish()
    assert client.get(f"/en/{OBJECTIVES}/").status_code == 404
    assert client.get(f"/fr/{OBJECTIVES}/").status_code == 200


def test_a_page_below_a_draft_is_not_found(client: Client, page_at: PageFinder) -> None:
    page_at(MAINSTREAMING).unpublish()
    assert client.get(f"/en/{OBJECTIVES}/").status_code == 404


def test_a_page_that_goes_while_it_is_looked_for_is_not_found(
    client: Client, page_at: PageFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, look = page_at(OBJECTIVES), page_lookup._pages_at

    def look_and_lose(addresses: list[str]) -> dict[str, Page]:
        found = look(addresses)
        Page.objects.filter(pk=page.pk).delete()
        return found

    monkeypatch.setattr(page_lookup, "_pages_at", look_and_lose)
    assert client.get(f"/en/{OBJECTIVES}/").status_code == 404


def test_a_private_page_asks_for_its_password(client: Client, page_at: PageFinder) -> None:
    PageViewRestriction.objects.create(
        page=page_at(MAINSTREAMING), restriction_type="password", password="secret"
    )
    response = client.get(f"/en/{OBJECTIVES}/")
    assert "four numbered" not in response.content.decode()
    assert 'type="password"' in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_take_no_input(client: Client, home: Page, method: str) -> None:
    assert getattr(client, method)("/en/").status_code == 405


@pytest.mark.long
def test_head_answers_without_a_body(client: Client, home: Page) -> None:
    response = client.head("/en/")
    assert response.status_code == 200
    assert response.content == b""


def test_readers_get_no_cookie(client: Client, home: Page) -> None:
    for path in ("/en/", f"/fr/{OBJECTIVES}/", "/es/search/?q=protocolo", "/en/none/"):
        assert not client.get(path).cookies


def add_conferences(parent: Page, count: int) -> None:
    opens = timezone.now()
    for number in range(count):
        parent.add_child(
            instance=ConferencePage(
                title=f"Conference {number}",
                slug=f"conference-{number}",
                full_title=f"Conference number {number}",
                locale=parent.locale,
                opens_at=opens,
                closes_at=opens + timedelta(days=3),
            )
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "budget"),
    [
        ("", 13),
        ("protocol", 12),
        (OBJECTIVES, 12),
        (f"{MAINSTREAMING}/agenda", 12),
        (f"{MAINSTREAMING}/session-1", 12),
        (MAINSTREAMING, 13),
        ("protocol/capacity-building/portal", 16),
        ("protocol/capacity-building/portal/archive", 16),
    ],
)
def test_a_page_costs_few_queries_however_many_there_are(
    client: Client,
    page_at: PageFinder,
    django_assert_max_num_queries: object,
    path: str,
    budget: int,
) -> None:
    address = f"/fr/{path}/" if path else "/fr/"
    client.get(address)
    with django_assert_max_num_queries(budget) as before:  # type: ignore[operator]
        client.get(address)
    add_conferences(page_at("protocol/capacity-building/portal", "fr"), 60)
    with django_assert_max_num_queries(budget) as after:  # type: ignore[operator]
        client.get(address)
    assert len(after) == len(before)
    statements = [query["sql"] for query in after.captured_queries]
    assert len(statements) == len(set(statements)), "a query is repeated"
    assert not [sql for sql in statements if not sql.lstrip("(").startswith(("SELECT", "PRAGMA"))]
