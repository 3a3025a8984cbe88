"""Publishing, unpublishing, moving and deleting ask before readers meet links that lead nowhere."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

import pytest

from link_checks.confirmation import CONFIRMED
from link_checks.referrers import branch, referrers
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Account = Callable[[str], Client]


@pytest.fixture
def linked(page_at: PageFinder) -> Page:
    """ "Privacy", to which "Terms of use" leads."""
    privacy, terms = page_at("privacy"), page_at("terms-of-use")
    terms.body = [("paragraph", f'<p><a linktype="page" id="{privacy.pk}">Privacy</a></p>')]
    terms.save_revision().publish()
    return privacy


def post(client: Client, name: str, *args: int, **data: str) -> HttpResponse:
    return client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)


def digest_in(response: Any) -> str:
    return str(response.context["question"].digest)


def form(page: Page, body: list[Any], **more: str) -> dict[str, str]:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield(body),
            "see_also_links-TOTAL_FORMS": "0",
            "see_also_links-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
            **more,
        }
    )


def test_referrers_are_live_pages_outside_of_the_branch(
    linked: Page, page_at: PageFinder, django_assert_num_queries: Any
) -> None:
    terms = page_at("terms-of-use")
    pages = branch([linked])
    with django_assert_num_queries(2):
        assert [page.pk for page in referrers(pages)] == [terms.pk]
    Page.objects.filter(pk=terms.pk).update(live=False)
    assert not referrers(pages)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_taking_away_a_page_that_others_lead_to_asks_first(
    as_user: Account, linked: Page, action: str
) -> None:
    client = as_user("admin")
    response = post(client, action, linked.pk)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).live
    confirmed = post(client, action, linked.pk, **{CONFIRMED: digest_in(response)})
    assert confirmed.status_code == 302
    assert not Page.objects.filter(pk=linked.pk, live=True).exists()


def test_a_page_that_nobody_leads_to_goes_unasked(as_user: Account, page_at: PageFinder) -> None:
    page = page_at("accessibility")
    assert post(as_user("admin"), "unpublish", page.pk).status_code == 302
    assert not Page.objects.get(pk=page.pk).live


def test_a_selection_asks_first(as_user: Account, linked: Page) -> None:
    client = as_user("admin")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    address += f"?id={linked.pk}&next=/admin/"
    response = client.post(address)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).live
    client.post(address, {CONFIRMED: digest_in(response)})
    assert not Page.objects.get(pk=linked.pk).live


def test_moving_a_page_that_others_lead_to_asks_first(
    as_user: Account, page_at: PageFinder
) -> None:
    archive = page_at("protocol/capacity-building/portal/archive")
    portal = page_at("protocol/capacity-building/portal")
    conference = page_at("protocol/capacity-building/portal/archive/mainstreaming")
    terms = page_at("terms-of-use")
    terms.body = [("paragraph", f'<p><a linktype="page" id="{conference.pk}">It</a></p>')]
    terms.save_revision().publish()
    client = as_user("admin")
    response = post(client, "move_confirm", conference.pk, portal.pk)
    assert "former address" in response.content.decode()
    assert Page.objects.get(pk=conference.pk).get_parent().pk == archive.pk
    post(client, "move_confirm", conference.pk, portal.pk, **{CONFIRMED: digest_in(response)})
    assert Page.objects.get(pk=conference.pk).get_parent().pk == portal.pk


def test_publishing_dead_links_asks_first_and_then_publishes(
    as_user: Account, page_at: PageFinder
) -> None:
    client, page, hidden = as_user("editor"), page_at("privacy"), page_at("accessibility")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    link = (
        f'<p>New. <a linktype="page" id="{hidden.pk}">a</a> <a href="/en/no-such-page/">b</a></p>'
    )
    data = form(page, [("paragraph", rich_text(link))])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(address, data)
    said = response.content.decode()
    assert "Accessibility statement" in said
    assert "/en/no-such-page/" in said
    assert "New." not in page_at("privacy").body.render_as_block()
    response = client.post(address, data | {CONFIRMED: digest_in(response)})
    assert response.status_code == 302
    assert "New." in page_at("privacy").body.render_as_block()


def test_publishing_good_links_asks_nothing(as_user: Account, page_at: PageFinder) -> None:
    page = page_at("privacy")
    link = '<p><a href="/en/protocol/print/">a</a> <a href="/es/search/">b</a></p>'
    response = as_user("editor").post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(page, [("paragraph", rich_text(link))]),
    )
    assert response.status_code == 302


def test_another_slug_of_a_page_that_others_lead_to_asks_first(
    as_user: Account, linked: Page
) -> None:
    client = as_user("editor")
    address = reverse("wagtailadmin_pages:edit", args=[linked.pk])
    data = form(linked, [("paragraph", rich_text("<p>Text</p>"))], slug="data-protection")
    response = client.post(address, data)
    assert "Terms of use" in response.content.decode()
    assert Page.objects.get(pk=linked.pk).slug == "privacy"
    client.post(address, data | {CONFIRMED: digest_in(response)})
    assert Page.objects.get(pk=linked.pk).slug == "data-protection"
