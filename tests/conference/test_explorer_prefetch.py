"""What a listing of conferences in the page explorer costs."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

import pytest

from conference.models import ConferencePage
from tests.query_counts import get_and_count_queries

PORTAL = "protocol/capacity-building/portal"


def conferences(portal: Page, numbers: range) -> None:
    """Closed ones, and every other one with a French page."""
    for number in numbers:
        page = ConferencePage(
            title=f"Listed {number}",
            slug=f"listed-{number}",
            full_title=f"A conference that is listed, {number}",
            opens_at=datetime(2011, 3, 1, tzinfo=UTC),
            closes_at=datetime(2011, 3, 9, tzinfo=UTC),
        )
        Page.objects.get(pk=portal.pk).add_child(instance=page)
        page.save_revision().publish()
        if number % 2:
            translate_object(page, [Locale.objects.get(language_code="fr")])


def listing(client: Client, parent: Page) -> tuple[str, int]:
    """The explorer below a page, and how many queries it took."""
    return get_and_count_queries(client, reverse("wagtailadmin_explore", args=[parent.pk]))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["editor", "admin"])
def test_more_rows_cost_no_more_queries(
    who: str, page_at: Callable[..., Any], client: Client, account: Any
) -> None:
    portal = page_at(PORTAL)
    client.force_login(account(who))
    conferences(portal, range(2))
    _html, few = listing(client, portal)
    conferences(portal, range(2, 8))
    html, many = listing(client, portal)
    assert html.count("Archive…") >= 8
    assert html.count("Extend…") >= 8
    assert html.count("/localize/submit/page/") >= 8
    assert html.count("/localize/update/") >= 4
    assert many <= few


def test_a_page_alone_has_the_buttons_that_its_row_has(
    page_at: Callable[..., Any], as_user: Callable[[str], Client]
) -> None:
    portal = page_at(PORTAL)
    conferences(portal, range(1))
    page = ConferencePage.objects.get(slug="listed-0")
    html = (
        as_user("editor").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    assert reverse("conference_archive:archive", args=[page.pk]) in html
    assert reverse("conference_extend", args=[page.pk]) in html
    assert reverse("wagtail_localize:submit_page_translation", args=[page.pk]) in html
