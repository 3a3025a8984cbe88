"""Views that hang below pages."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.test import Client

from wagtail.models import Page

import pytest

from capacity.models import PortalPage
from conference.models import ConferencePage, MainstreamingPage
from core.routing import page_view_registry
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"


@pytest.fixture(autouse=True)
def _own_registry() -> Iterator[None]:
    known = list(page_view_registry._routes)
    yield
    page_view_registry._routes[:] = known


def one(request: HttpRequest, page: Page) -> HttpResponse:
    return HttpResponse("one")


def two(request: HttpRequest, page: Page) -> HttpResponse:
    return HttpResponse("two")


def test_a_view_hangs_below_pages_of_its_type_and_its_subtypes_only(
    client: Client, page_at: PageFinder
) -> None:
    page_view_registry.register("trial", one, below=ConferencePage)
    page_view_registry.register("trial", two, below=PortalPage)
    assert client.get(f"/en/{PORTAL}/archive/mainstreaming/trial/").content == b"one"
    assert client.get(f"/en/{PORTAL}/trial/").content == b"two"
    assert client.get("/en/protocol/trial/").status_code == 404
    assert client.get(f"/en/{PORTAL}/archive/trial/").status_code == 404


@pytest.mark.parametrize("below", [Page, ConferencePage, MainstreamingPage])
def test_two_views_cannot_share_an_address(below: type[Page]) -> None:
    page_view_registry.register("trial", one, below=ConferencePage)
    with pytest.raises(ValueError, match="'trial'"):
        page_view_registry.register("trial", two, below=below)


def test_a_view_may_be_registered_again() -> None:
    page_view_registry.register("trial", one, below=ConferencePage)
    count = len(page_view_registry._routes)
    page_view_registry.register("trial", one, below=ConferencePage)
    assert len(page_view_registry._routes) == count


def test_a_name_is_reserved_below_every_page() -> None:
    assert not page_view_registry.is_reserved("trial")
    page_view_registry.register("trial/all", one, below=ConferencePage)
    assert page_view_registry.is_reserved("trial")


@pytest.mark.django_db
def test_only_its_pages_offer_a_preview() -> None:
    page_view_registry.register("trial", one, below=ConferencePage, preview="Trial")
    assert ("trial", "Trial") in page_view_registry.preview_modes(MainstreamingPage())
    assert ("trial", "Trial") not in page_view_registry.preview_modes(PortalPage())
