"""What the portal says to a test, and conferences as of another day."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from wagtail.models import Page

from tests.capacity.conftest import PORTAL

DAY = timedelta(days=1)
LISTS = ("open", "upcoming", "closed")


def context(client: Client, language: str = "en") -> Any:
    response = client.get(f"/{language}/{PORTAL}/")
    assert response.status_code == 200
    return response.context


def slugs(client: Client, state: str, language: str = "en") -> list[str]:
    return [page.slug for page in context(client, language)[f"{state}_conferences"]]


def news(client: Client, language: str = "en") -> list[tuple[str, str]]:
    return [(line.label, line.title) for line in context(client, language)["news"]]


def dates(opens_in: int, closes_in: int) -> dict[str, datetime]:
    now = timezone.now()
    return {"opens_at": now + opens_in * DAY, "closes_at": now + closes_in * DAY}


def set_dates(page: Page, **dates: datetime) -> None:
    """As if it had been published then: later events do not move these dates."""
    Page.objects.filter(pk=page.pk).update(**dates)


def published(page: Page, *, days_ago: int, changed: int | None = None) -> None:
    first = timezone.now() - days_ago * DAY
    last = first if changed is None else timezone.now() - changed * DAY
    set_dates(page, first_published_at=first, last_published_at=last)
