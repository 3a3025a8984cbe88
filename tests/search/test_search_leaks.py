"""Search finds what anybody may see only."""

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

import pytest

from tests.conftest import PageFinder
from tests.search.asking import titles

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
