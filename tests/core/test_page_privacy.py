"""The privacy form names every language, and shows what is inherited as inherited."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

import pytest

from tests.conftest import PageFinder

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


@pytest.fixture
def admin(as_user: Callable[[str], Client]) -> Client:
    return as_user("admin")


def form_of(admin: Client, page: Any) -> str:
    answer = admin.get(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]))
    return str(json.loads(answer.content)["html"])


def choose(admin: Client, page: Any, **data: str) -> dict[str, Any]:
    answer = admin.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), data)
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_the_form_names_all_languages(admin: Client, page_at: PageFinder) -> None:
    text = form_of(admin, page_at(OBJECTIVES))
    assert {"English: public", "Spanish: public", "French: public"} <= {
        line.strip() for line in text.splitlines()
    }


def test_a_translation_shows_the_restriction_of_its_original(
    admin: Client, page_at: PageFinder
) -> None:
    page_at(OBJECTIVES).view_restrictions.create(restriction_type="login")
    text = form_of(admin, page_at(OBJECTIVES, "fr"))
    assert "As the original" in text
    assert "French: private, inherited from the original or from a page above" in text


def test_a_stricter_restriction_of_a_translation_is_added_shown_and_lifted_alone(
    admin: Client, page_at: PageFinder
) -> None:
    english, french = page_at(OBJECTIVES), page_at(OBJECTIVES, "fr")
    rule = english.view_restrictions.create(restriction_type="login")
    choose(admin, french, restriction_type="password", password="stricter")
    assert french.view_restrictions.get().password == "stricter"
    assert english.view_restrictions.get() == rule
    assert "in addition to what is inherited" in form_of(admin, english)
    answer = choose(admin, french, restriction_type="none")
    assert answer == {"step": "set_privacy_done", "is_public": False}
    assert not french.view_restrictions.exists()
    assert english.view_restrictions.get() == rule


def test_lists_of_the_admin_show_that_a_translation_is_private(
    admin: Client, page_at: PageFinder
) -> None:
    parent = page_at(OBJECTIVES, "fr").get_parent()
    address = reverse("wagtailadmin_explore", args=[parent.pk])
    icon = "This page is protected from public view"
    assert icon not in admin.get(address).content.decode()
    page_at(OBJECTIVES).view_restrictions.create(restriction_type="login")
    assert icon in admin.get(address).content.decode()
