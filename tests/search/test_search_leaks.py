"""Search finds what anybody may see only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

import pytest

from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS
from tests.search.result_pages import titles

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


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
    response = client.get("/en/search/", {"q": "donors"})
    assert response.context["count"] == 0
    assert "donors’" not in response.content.decode()


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


# --- Everything that search says, and every way to hide ----------------------------------------


def said(client: Client) -> dict[str, bool]:
    """Whether the page of results betrays the conference, or a page below it, in each way."""

    def ask(query: str, language: str = "en") -> Any:
        return client.get(f"/{language}/search/", {"q": query}).context

    offered = {
        (facet.name, option.value) for facet in ask("the")["facets"] for option in facet.options
    }
    return {
        "found": ask("zucchinium")["count"] > 0,
        "counted in another language": bool(ask("zucchinium", "fr")["elsewhere"]),
        "offered as a conference": ("conference", "mainstreaming") in offered,
        "offered as a year": ("year", "2009") in offered,
        "suggested": ask("zuchinium")["suggestion"] != "",
    }


@pytest.mark.slow
@pytest.mark.parametrize("hide", HIDINGS)
def test_nothing_hidden_is_found_counted_offered_or_suggested(
    client: Client, page_at: PageFinder, hide: Callable[[Any], None]
) -> None:
    page = page_at(OBJECTIVES)
    page.summary = "Zucchinium in development plans."
    page.save_revision().publish()
    assert all(said(client).values())
    hide(page_at(MAINSTREAMING))
    assert not any(said(client).values())
