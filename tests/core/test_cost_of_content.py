"""What a page costs does not grow with what is on it."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

import pytest

from tests.conftest import PageFinder

PROTOCOL = "protocol"


def figure(number: int) -> tuple[str, Any]:
    image = get_image_model().objects.create(title=f"Picture {number}", file=get_test_image_file())
    return "figure", {"image": image, "alt": f"Delegates {number}", "caption": ""}


def publish(page: Page, body: list[tuple[str, Any]]) -> None:
    page.body = body
    page.save_revision().publish()


def queries(client: Client, address: str) -> list[str]:
    client.get("/en/")  # what is known of the sites is cached from here on
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.long
def test_pictures_are_made_on_publishing_and_fetched_at_once(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(PROTOCOL)
    publish(page, [figure(1)])
    one = queries(client, "/en/protocol/")
    publish(page, [figure(number) for number in range(10)])
    many = queries(client, "/en/protocol/")
    assert len(many) == len(one) <= 12
    assert all(sql.startswith("SELECT") for sql in many)
    assert client.get("/en/protocol/").content.decode().count('width="640" height="480"') == 10


def link(page: Page) -> str:
    return f'<a linktype="page" id="{page.pk}">{page.title}</a>'


@pytest.mark.parametrize("language", ["en", "fr"])
def test_links_to_pages_are_fetched_at_once_in_the_readers_language(
    client: Client, page_at: PageFinder, language: str
) -> None:
    paths = ["", "protocol/capacity-building", "protocol/capacity-building/portal"]
    links = [link(page_at(path)) for path in paths]
    page, address = page_at(PROTOCOL, language), f"/{language}/protocol/"
    publish(page, [("paragraph", f"<p>{links[0]}</p>")])
    one = queries(client, address)
    publish(page, [("paragraph", f"<p>{', '.join(links)}</p>")])
    assert len(queries(client, address)) == len(one) <= 12
    text = client.get(address).content.decode().partition('class="text"')[2]
    assert all(f'<a href="/{language}/{path}/"'.replace("//", "/") in text for path in paths)


@pytest.mark.long
def test_a_link_to_a_page_that_the_language_lacks_names_the_other_language(
    client: Client, page_at: PageFinder
) -> None:
    target = "protocol/capacity-building/portal"
    page_at(target, "fr").unpublish()
    publish(page_at(PROTOCOL, "fr"), [("paragraph", f"<p>{link(page_at(target))}</p>")])
    html = client.get("/fr/protocol/").content.decode()
    assert f'<a href="/en/{target}/" hreflang="en">' in html
