"""What every page of the site costs: few queries, none of them twice, and none that writes."""

import re
from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import get_page_models

import pytest

from core.routing import page_view_registry
from core.seeding import page_seeds
from tests.conftest import PageFinder
from tests.whole_site_urls import ADDRESSES, ASKED, address

# Listings may cost more than a page with a text of its own. One query asks for the site's
# settings, which are kept between requests.
LISTINGS = re.compile(r"/portal/(archive/)?(\?.*)?$")
OF_CONTRIBUTIONS = ("contributions", "participants", "statistics")
WRITING = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
MOST, MOST_OF_A_LISTING = 12, 15


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    """In a process that has answered before: it knows its site and its types of pages."""
    ContentType.objects.get_for_models(*get_page_models())
    client.get("/en/")
    return client


def queries(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"] for query in captured.captured_queries]


def faults(path: str, asked: list[str]) -> list[str]:
    found = [f"{path} asks {n} times: {sql}" for sql, n in Counter(asked).items() if n > 1]
    return found + [f"{path} writes: {sql}" for sql in asked if WRITING.match(sql)]


@pytest.mark.long
def test_no_page_asks_twice_or_writes_and_each_keeps_to_its_budget(reader: Client) -> None:
    found = []
    for path in [*ADDRESSES, *ASKED]:
        asked = queries(reader, path)
        found += faults(path, asked)
        most = MOST_OF_A_LISTING if LISTINGS.search(path) else MOST
        if path in ADDRESSES and len(asked) > most:
            found.append(f"{path}: {len(asked)} queries")
    assert found == []


@pytest.mark.long
def test_no_other_form_of_a_page_asks_twice_or_writes(reader: Client, page_at: PageFinder) -> None:
    found, seen = [], set()
    for seed in page_seeds():
        page = page_at(seed.path)
        for route in page_view_registry.routes_below(page):
            # The same view draws each type once; PDFs are made by another process.
            if (route.name, type(page)) in seen or route.name.endswith("pdf"):
                continue
            # Closed conferences of before the site took contributions have none to show.
            if route.name.startswith(OF_CONTRIBUTIONS) and "/demo" not in seed.path:
                continue
            seen.add((route.name, type(page)))
            name = route.name if "." in route.name else f"{route.name}/"
            path = f"{address(seed.path, 'es')}{name}"
            found += faults(path, queries(reader, path))
    for path in ("/sitemap.xml", "/robots.txt", "/fr/search/", "/es/search/?q=protocolo"):
        found += faults(path, queries(reader, path))
    assert found == []
