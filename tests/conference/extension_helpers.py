"""An open conference that is extended, as the tests of extending need it."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage, IntroductionPage
from tests.conftest import seeded_page

PORTAL = "protocol/capacity-building/portal"
REASON = "Several governments asked for more time."
# Once for the module: what one test reckons with does not move while it runs.
NOW = timezone.now().replace(second=0, microsecond=0)


def minute(**offset: int) -> datetime:
    """An instant away from now, to the minute, as the form takes it."""
    return NOW + timedelta(**offset)


@pytest.fixture
def conference(traits: int, db: None) -> ConferencePage:
    """An open conference with an introduction, live in every language."""
    return ConferencePage.objects.get(pk=traits)


def make_traits() -> int:
    """Body of the fixture `traits`."""
    page = seeded_page(PORTAL).add_child(
        instance=ConferencePage(
            title="Traits",
            slug="traits",
            full_title="A conference on traits",
            locale=Locale.objects.get(language_code="en"),
            opens_at=minute(days=-9),
            closes_at=minute(days=2),
        )
    )
    page.save_revision().publish()
    part = page.add_child(instance=IntroductionPage(title="Introduction", locale=page.locale))
    part.save_revision().publish()
    for language in ("es", "fr"):
        for each in (page, part):
            each.copy_for_translation(
                Locale.objects.get(language_code=language)
            ).save_revision().publish()
    return page.pk


def again(page: Page) -> ConferencePage:
    found: ConferencePage = Page.objects.get(pk=page.pk).specific
    return found


def text(client: Client, language: str, below: str = "") -> str:
    response = client.get(f"/{language}/{PORTAL}/traits/{below}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split(" "))


def extend_address(page: Page) -> str:
    return reverse("conference_extend", args=[page.pk])


def post(client: Client, page: Page, closing: datetime, **reasons: str) -> Any:
    data = {"closing": f"{closing:%Y-%m-%d %H:%M}"}
    return client.post(extend_address(page), data | reasons)


def all_languages(conference: ConferencePage) -> list[Page]:
    return list(conference.get_translations(inclusive=True))
