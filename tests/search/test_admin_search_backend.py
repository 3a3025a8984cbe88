"""Searching in the admin, on Wagtail's own index: no signs break it."""

from collections.abc import Callable

from django.test import Client

import pytest

from tests.conftest import PageFinder

SIGNS = [
    '"',
    '"biosafety',
    'bio"safety',
    '" OR "a',
    "'",
    "\\",
    "*",
    "NEAR(",
    "-",
    "a AND",
    "%",
    "^",
]
PLACES = [
    "/admin/pages/search/",
    "/admin/choose-page/search/",
    "/admin/images/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
    "/admin/documents/chooser/results/",
    "/admin/snippets/terms/concept/",
    "/admin/snippets/choose/terms/concept/results/",
    "/admin/api/main/pages/",
    "/admin/users/",
    "/admin/redirects/",
]


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_sign_breaks_a_search(as_user: Callable[[str], Client], db: None, place: str) -> None:
    client = as_user("admin")
    for text in SIGNS:
        answer = client.get(place, {"q": text, "search": text})
        # The API says that a search without a word is none.
        assert answer.status_code in (200, 400), text


def test_a_quotation_mark_is_left_out(
    as_user: Callable[[str], Client], page_at: PageFinder
) -> None:
    page = page_at("protocol")
    for text in (page.title, f'"{page.title}', f'{page.title}"', f'"{page.title}"'):
        answer = as_user("admin").get("/admin/pages/search/", {"q": text})
        assert page.pk in {each.pk for each in answer.context["pages"]}, text
