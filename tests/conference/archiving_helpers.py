"""What tests of the archive do and look at: screens, addresses, dates and order of a conference."""

from typing import Any

from django.test import Client, TestCase
from django.urls import reverse

from wagtail.models import Page

from conference.models import ConferencePage
from jobs.models import Job


def screen(name: str, page: Page) -> str:
    return reverse(f"conference_archive:{name}", args=[page.pk])


def run(name: str, page: Page, client: Client) -> Job:
    """Confirms the screen and gives the work that it started."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(screen(name, page))
    assert response.status_code == 302, response.content.decode()
    return Job.objects.latest("created_at")


def versions(page: ConferencePage) -> list[ConferencePage]:
    return list(page.in_every_language())


def addresses(page: ConferencePage) -> list[str]:
    """Of every page of the conference, in every language."""
    return [
        part.get_url()
        for version in versions(page)
        for part in Page.objects.descendant_of(version, inclusive=True)
    ]


def dates(page: ConferencePage) -> dict[int, tuple[Any, ...]]:
    pages = Page.objects.filter(path__startswith=page.path)
    return {
        row[0]: row
        for row in pages.values_list(
            "pk", "first_published_at", "last_published_at", "latest_revision_created_at", "title"
        )
    }


def order(page: Page) -> list[int]:
    return list(Page.objects.child_of(page).order_by("path").values_list("pk", flat=True))


def destination(client: Client, address: str) -> str:
    """Where an address leads: itself, or one redirect away; 200 there."""
    response = client.get(address)
    if response.status_code == 301:
        address = response["Location"]
        response = client.get(address)
    assert response.status_code == 200, address
    return address
