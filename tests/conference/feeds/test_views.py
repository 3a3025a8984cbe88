"""How calendars and feeds are answered, and how pages lead to them."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from wagtail.models import Page, PageLogEntry

import pytest

from tests.conference.feeds.readers import LANGUAGES, MAINSTREAMING, OUTLETS, PORTAL
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
PLACES = [PORTAL, MAINSTREAMING]


@pytest.fixture
def _an_hour_later(home: Page) -> None:
    """The seed is so fresh that no HTTP date could tell its changes apart."""
    PageLogEntry.objects.update(timestamp=timezone.now() - timedelta(hours=1))
    for page in Page.objects.filter(depth__gt=1):
        moment = timezone.now() - timedelta(hours=1)
        Page.objects.filter(pk=page.pk).update(last_published_at=moment)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    ("name", "media_type"),
    [("calendar.ics", "text/calendar"), ("feed.xml", "application/atom+xml")],
)
def test_an_outlet_names_its_type_and_language(
    client: Client, home: Page, path: str, name: str, media_type: str, language: str
) -> None:
    response = client.get(f"/{language}/{path}/{name}", HTTP_ACCEPT_LANGUAGE="de")
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Language"] == language
    assert response["Cache-Control"] == "no-cache, public"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("name", OUTLETS)
def test_who_has_the_content_already_gets_a_bare_304(
    client: Client, home: Page, path: str, name: str
) -> None:
    address = f"/en/{path}/{name}"
    first = client.get(address)
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert "no-cache" in again["Cache-Control"]
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


@pytest.mark.usefixtures("_an_hour_later")
@pytest.mark.parametrize("name", OUTLETS)
def test_a_date_is_a_condition_too(client: Client, page_at: PageFinder, name: str) -> None:
    from conference.models import PublishedText

    PublishedText.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    address = f"/en/{MAINSTREAMING}/{name}"
    since = client.get(address)["Last-Modified"]
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=since).status_code == 304
    earlier = http_date(parse_http_date(since) - 1)
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=earlier).status_code == 200
    page_at(f"{MAINSTREAMING}/session-4").unpublish()
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=since).status_code == 200


@pytest.mark.parametrize("name", OUTLETS)
def test_a_change_is_seen_at_once(client: Client, page_at: PageFinder, name: str) -> None:
    address = f"/en/{MAINSTREAMING}/{name}"
    etag = client.get(address)["ETag"]
    page = page_at(MAINSTREAMING)
    page.summary = "Changed"
    page.save_revision().publish()
    response = client.get(address, HTTP_IF_NONE_MATCH=etag)
    assert response.status_code == 200
    assert b"Changed" in response.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", OUTLETS)
def test_an_outlet_takes_no_input(client: Client, home: Page, name: str, method: str) -> None:
    assert getattr(client, method)(f"/en/{PORTAL}/{name}").status_code == 405


@pytest.mark.parametrize("name", OUTLETS)
@pytest.mark.parametrize("path", [f"{MAINSTREAMING}/objectives", f"{PORTAL}/archive", "protocol"])
def test_other_pages_have_no_such_address(client: Client, home: Page, path: str, name: str) -> None:
    assert client.get(f"/en/{path}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["Add to calendar", "News feed"]),
        ("es", ["Añadir al calendario", "Canal de noticias"]),
        ("fr", ["Ajouter au calendrier", "Fil d’actualité"]),
    ],
)
@pytest.mark.parametrize("path", PLACES)
def test_the_page_leads_to_its_outlets(
    client: Client, home: Page, path: str, language: str, texts: list[str]
) -> None:
    html = client.get(f"/{language}/{path}/").content.decode()
    for name, text in zip(OUTLETS, texts, strict=True):
        address = f"/{language}/{path}/{name}"
        assert html.count(f'href="{address}"') == 2
        assert f">{text}</a>" in html
    assert '<link rel="alternate" type="application/atom+xml"' in html


def test_pages_without_outlets_and_print_views_lead_to_none(client: Client, home: Page) -> None:
    for path in (f"{MAINSTREAMING}/objectives", f"{MAINSTREAMING}/print", PORTAL + "/archive"):
        html = client.get(f"/en/{path}/").content.decode()
        assert "feed.xml" not in html
        assert "calendar.ics" not in html


def test_a_preview_offers_no_calendar_mode(page_at: PageFinder) -> None:
    modes: list[tuple[str, Any]] = page_at(MAINSTREAMING).preview_modes
    assert not {name for name, _label in modes} & set(OUTLETS)
