"""An editor sees the page before it is published, and before it even exists."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.views import serve

import pytest

from tests.conftest import PageFinder
from tests.whole_site_urls import LANGUAGES, PATHS

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"


def session_form() -> dict[str, Any]:
    """What is sent of a session that an editor has begun to write."""
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Session 9",
            "slug": "session-9",
            "theme": "A theme nobody has seen",
            "number": "9",
            "body": streamfield([]),
            "closing": streamfield([]),
            "introduction": rich_text(""),
            "guiding_questions": inline_formset([{"text": "What do you think?"}]),
            "see_also_links": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    return data


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_previewed(page_at: PageFinder, path: str, language: str) -> None:
    page = page_at(path, language)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_a_page_that_does_not_exist_yet_can_be_previewed(
    client: Client, page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    client.force_login(account("editor"))
    arguments = ["conference", "sessionpage", page_at(MAINSTREAMING).pk]
    address = reverse("wagtailadmin_pages:preview_on_add", args=arguments)
    assert client.post(address, session_form()).json()["is_valid"]
    html = client.get(address).content.decode()
    assert "A theme nobody has seen" in html
    assert "What do you think?" in html
    assert "19 January to 6 February 2009" in html


def test_wagtail_still_takes_the_route_from_the_request(rf: Any, home: Page) -> None:
    """`core.routing.page_lookup` relies on this private attribute of Wagtail's."""
    request = rf.get("/en/no/such/page/")
    request._wagtail_route_for_request = (home.specific, [], {})
    assert serve(request, "no/such/page/").context_data["page"] == home.specific
