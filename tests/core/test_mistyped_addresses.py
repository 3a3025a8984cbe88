"""What people type, and what mail makes of an address, leads to the page that is meant."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

import pytest

from core.models import FormerAddress
from core.routing.mistyped_addresses import _language_named
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
PORTAL = "protocol/capacity-building/portal"
PAGE = f"/en/{PORTAL}/archive/mainstreaming/objectives/"
FRENCH = PAGE.replace("/en/", "/fr/")

MISTYPED = [
    PAGE.upper(),
    PAGE.replace("archive", "Archive"),
    PAGE.rstrip("/"),
    PAGE.rstrip("/").upper(),
    f"{PAGE}.",
    f"{PAGE.rstrip('/')}.",
    f"{PAGE})",
    f"{PAGE.rstrip('/')}),",
    f"{PAGE},",
    f"{PAGE}»",
    f"{PAGE}\N{NO-BREAK SPACE}».",
    f"{PAGE}>",
    f"{PAGE}”",
    PAGE.replace("/", "//"),
    f"/{PAGE}",
    PAGE.replace("/portal/", "///portal/./"),
    PAGE.replace("capacity-building", "capacity-\r\n building"),
    PAGE.replace("capacity-building", "capacity\N{NON-BREAKING HYPHEN}building"),
    PAGE.replace("portal", "por\N{SOFT HYPHEN}tal\N{ZERO WIDTH SPACE}"),
    PAGE.replace("/en/", "/EN/"),
    PAGE.replace("/en/", "/en-GB/"),
    PAGE.replace("/en/", "/en_US/"),
    PAGE.replace("/en/", "/"),
    PAGE.replace("/en/", "//").upper().rstrip("/") + ").",
]


def answer(client: Client, address: str, **extra: Any) -> Any:
    """As a server passes the address on; the test client would take "//" for another host."""
    path = address.encode().decode("latin-1")
    return client.get("/", PATH_INFO=path, headers={"accept-language": "en"}, **extra)


@pytest.mark.parametrize("address", MISTYPED)
def test_one_redirect_leads_to_the_page(client: Client, page_at: PageFinder, address: str) -> None:
    for method in ("GET", "HEAD"):
        response = answer(client, address, REQUEST_METHOD=method)
        assert response.status_code in (301, 302)
        assert response.headers["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("region", ["fr-CA", "fr-ca", "FR-BE", "fr_FR", "Fr"])
def test_a_language_with_a_region_is_the_language_that_is_there(
    client: Client, page_at: PageFinder, region: str
) -> None:
    response = client.get(FRENCH.replace("/fr/", f"/{region}/"))
    assert (response.status_code, response.headers["Location"]) == (301, FRENCH)
    assert client.get(f"/{region}/").headers["Location"] == "/fr/"


@pytest.mark.parametrize(
    ("written", "language"),
    [("zh-cn", "zh-hans"), ("zh-sg", "zh-hans"), ("zh_cn", "zh-hans"), ("pt-br", None)],
)
def test_regions_fall_back_as_django_has_it(
    settings: object, written: str, language: str | None
) -> None:
    settings.LANGUAGES = [("en", "English"), ("zh-hans", "中文")]  # type: ignore[attr-defined]
    assert _language_named([written]) == language


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_missing_language_is_the_readers(
    client: Client, page_at: PageFinder, language: str
) -> None:
    response = client.get(PAGE.removeprefix("/en"), headers={"accept-language": language})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}{PAGE[3:]}")
    assert "Accept-Language" in response.headers["Vary"]


def test_a_missing_language_is_one_that_has_the_page(client: Client, page_at: PageFinder) -> None:
    page_at(PAGE[4:-1], "fr").unpublish()
    response = client.get(PAGE.removeprefix("/en"), headers={"accept-language": "fr"})
    assert response.headers["Location"] == PAGE


def test_the_query_and_views_of_a_page_come_along(client: Client, page_at: PageFinder) -> None:
    for asked, meant in [
        (f"{PAGE.upper()}PRINT/?size=large", f"{PAGE}print/?size=large"),
        ("/en/search.?q=Traits", "/en/search/?q=Traits"),
        ("/FR/Search/?q=Traits", "/fr/search/?q=Traits"),
    ]:
        response = client.get(asked)
        assert (response.status_code, response.headers["Location"]) == (301, meant)
        assert client.get(meant).status_code == 200


@pytest.mark.parametrize("asked", ["/en/Nothing/", "/EN/nothing.", "/nothing", "//evil.example/"])
def test_an_address_by_which_no_page_is_meant_is_not_found(
    client: Client, page_at: PageFinder, asked: str
) -> None:
    response = answer(client, asked)
    while response.status_code in (301, 302):
        response = client.get(response.headers["Location"])
    assert response.status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example{page}",
        "/\\evil.example{page}",
        "//evil.example/%2e%2e{page}",
        "/https://evil.example{page}.",
        "///en{page}?next=//evil.example",
    ],
)
def test_no_redirect_leaves_the_site(client: Client, page_at: PageFinder, asked: str) -> None:
    response = answer(client, asked.format(page=PAGE))
    location = response.headers.get("Location", "/en/")
    assert location.startswith(("/en/", "/es/", "/fr/"))


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_redirected(client: Client, page_at: PageFinder, method: str) -> None:
    for address in (PAGE.upper(), f"{PAGE}.", f"/en-GB/{PAGE[4:]}"):
        assert getattr(client, method)(address).status_code in (404, 405)


def test_drafts_are_not_led_to(client: Client, page_at: PageFinder) -> None:
    page_at(PAGE[4:-1]).unpublish()
    for address in (PAGE.replace("obj", "Obj"), f"{PAGE}."):
        assert client.get(address).status_code == 404


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer(client, address)
    return len(queries)


def test_a_mistyped_address_costs_no_more_than_a_missing_page(
    client: Client, page_at: PageFinder
) -> None:
    client.get(PAGE)
    missing = queries_for(client, "/en/nothing/at/all/")
    assert max(queries_for(client, address) for address in MISTYPED) <= missing
    for nothing in ("/en/Nothing/At/All/", "/en/nothing/at/all).", "/fr-CA/nothing/", "/Nothing"):
        assert queries_for(client, nothing) <= missing


def move(page: Page, target: Page) -> None:
    MovePageAction(Page.objects.get(pk=page.pk), target, pos="last-child").execute()


@pytest.mark.parametrize(
    "asked",
    [
        f"/en/{PORTAL}/Archive/Mainstreaming/agenda/",
        f"/EN/{PORTAL}/archive/mainstreaming/agenda",
        f"/en/{PORTAL}/archive/mainstreaming/agenda).",
    ],
)
def test_a_former_address_may_be_mistyped_too(
    client: Client, page_at: PageFinder, asked: str
) -> None:
    move(page_at(f"{PORTAL}/archive/mainstreaming"), page_at(PORTAL))
    response = client.get(asked, headers={"accept-language": "en"})
    now = f"/en/{PORTAL}/mainstreaming/agenda/"
    assert (response.status_code, response.headers["Location"]) == (301, now)


def test_a_mistyped_former_address_of_a_private_page_names_no_new_one(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(f"{PORTAL}/archive/mainstreaming")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    move(page, page_at(PORTAL))
    response = client.get(f"/en/{PORTAL}/archive/Mainstreaming.")
    assert f"{PORTAL}/mainstreaming" not in response.headers["Location"]


def test_former_addresses_that_differ_in_case_are_one(page_at: PageFinder) -> None:
    first, second = page_at(PORTAL), page_at("protocol")
    FormerAddress.objects.record([(first.pk, "/home/Política/"), (second.pk, "/home/POLÍTICA/")])
    assert [(row.url_path, row.page_id) for row in FormerAddress.objects.all()] == [
        ("/home/política/", second.pk)
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "/old/Pol%C3%ADtica.aspx",
        "/old/pol%c3%adtica.aspx",
        "/OLD/POL%C3%8DTICA.ASPX",
        "/old/pol%EDtica.aspx",
        "/old/poli%CC%81tica.aspx",
        "/old/pol%25C3%25ADtica.aspx",
    ],
)
@pytest.mark.parametrize("stored", ["/old/Política.aspx", "/old/Pol%C3%ADtica.aspx"])
def test_redirects_match_without_regard_to_case_and_encoding(
    client: Client, page_at: PageFinder, stored: str, asked: str
) -> None:
    Redirect.add_redirect(stored, page_at(PORTAL))
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, f"/en/{PORTAL}/")


def test_a_redirect_with_a_query_matches_whatever_its_case(
    client: Client, page_at: PageFinder
) -> None:
    Redirect.add_redirect("/Meetings.asp?ID=12&Lang=fr", page_at(PORTAL))
    assert client.get("/meetings.asp?lang=FR&id=12").headers["Location"] == f"/en/{PORTAL}/"


def test_slugs_are_in_lower_case_as_addresses_are_looked_up(
    client: Client, page_at: PageFinder
) -> None:
    page = Page.objects.get(pk=page_at(PAGE[4:-1]).pk).specific
    page.slug = "Our-Objectives"
    page.save()
    assert client.get(PAGE.replace("/objectives/", "/our-objectives/")).status_code == 200


def fold_addresses(name: str) -> None:
    getattr(import_module("core.migrations.0003_fold_addresses"), name)(apps, None)


def test_former_addresses_from_before_are_folded(page_at: PageFinder) -> None:
    """The later page keeps an address that two had."""
    early, late = page_at(PORTAL), page_at("protocol")
    for day, (page, url_path) in enumerate([(early, "/home/a/"), (late, "/home/A/")], 1):
        when = datetime(2026, 1, day, tzinfo=UTC)
        FormerAddress.objects.create(url_path=url_path, page=page, recorded_at=when)
    FormerAddress.objects.create(url_path="/home/B/", page=early, recorded_at=when)
    fold_addresses("fold_former_addresses")
    kept = dict(FormerAddress.objects.values_list("url_path", "page_id"))
    assert kept == {"/home/a/": late.pk, "/home/b/": early.pk}


def test_redirects_from_before_are_folded(client: Client, page_at: PageFinder) -> None:
    """Where two become one, none is lost, and that in lower case goes on working."""
    for old_path, path in [("/Old/One", "protocol"), ("/old/two", PORTAL), ("/Old/Two", "")]:
        Redirect.objects.create(old_path=old_path, redirect_page=page_at(path))
    count = Redirect.objects.count()
    fold_addresses("fold_redirects")
    assert Redirect.objects.count() == count
    assert client.get("/OLD/one").headers["Location"] == "/en/protocol/"
    assert client.get("/old/Two").headers["Location"] == f"/en/{PORTAL}/"
