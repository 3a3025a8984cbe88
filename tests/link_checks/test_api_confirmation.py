"""Actions of the admin's API on pages that break links."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from wagtail.models import Page

import pytest

from link_checks.confirmation_screen import CONFIRMED
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Account = Callable[[str], Client]


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_the_api_asks_the_same(
    as_user: Account, linked: Page, page_at: PageFinder, action: str
) -> None:
    address = reverse("wagtailadmin_api:pages:action", args=[linked.pk, action])
    data = {"destination_page_id": page_at("protocol").pk}
    assert as_user("translator-fr").post(address, data).status_code == 302
    client = as_user("admin")
    asked = client.post(address, data)
    assert asked.status_code == 409
    assert [page["title"] for page in asked.json()["pages"]] == ["Terms of use"]
    assert Page.objects.get(pk=linked.pk).live
    answer = client.post(address, data | {CONFIRMED: asked.json()[CONFIRMED]})
    assert answer.status_code in (200, 204)


def test_the_api_asks_before_publishing_dead_links(
    as_user: Account, linked: Page, page_at: PageFinder
) -> None:
    terms = page_at("terms-of-use")
    linked.unpublish()
    terms.save_revision()
    address = reverse("wagtailadmin_api:pages:action", args=[terms.pk, "publish"])
    client = as_user("admin")
    asked = client.post(address)
    assert asked.status_code == 409
    assert asked.json()["links"]
    assert client.post(address, {CONFIRMED: asked.json()[CONFIRMED]}).status_code == 200


def test_the_api_makes_no_alias_in_another_language(as_user: Account, page_at: PageFinder) -> None:
    page = page_at("privacy").copy(update_attrs={"slug": "more", "title": "More"})
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, "copy_for_translation"])
    answer = as_user("admin").post(address, {"locale": "fr", "alias": True})
    assert answer.status_code == 400
    assert "alias" in answer.json()
