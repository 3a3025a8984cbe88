"""What the tests of portal and archive share: conferences in every language, and their lists."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage, Topic
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"

Adder = Callable[..., ConferencePage]
Lister = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _without_the_demo_conference(db: None) -> None:
    """The seeded one that is always open: these tests count conferences."""
    Page.objects.filter(url_path__contains="/portal/demo/").update(live=False)


@pytest.fixture
def add(page_at: PageFinder) -> Adder:
    """Adds a published conference: in the archive and closed in 2015, if not told otherwise."""

    def adder(slug: str, below: Page | None = None, **fields: Any) -> ConferencePage:
        parent = below or page_at(ARCHIVE)
        topics = fields.pop("topics", [])
        model = fields.pop("model", ConferencePage)
        values = {
            "title": slug.title(),
            "full_title": f"Conference {slug}",
            "slug": slug,
            "locale": parent.locale,
            "opens_at": datetime(2015, 3, 2, tzinfo=UTC),
            "closes_at": datetime(2015, 3, 20, tzinfo=UTC),
        }
        page = model(**(values | fields))
        page.topics = topics
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page

    return adder


@pytest.fixture
def translated() -> Callable[[ConferencePage, str], ConferencePage]:
    """A live copy of a conference in another language."""

    def translate(page: ConferencePage, language: str) -> ConferencePage:
        locale = Locale.objects.get(language_code=language)
        copy = page.copy_for_translation(locale)
        copy.save_revision().publish()
        return copy

    return translate


@pytest.fixture
def topic(db: None) -> Callable[[str], Topic]:
    def make(key: str, name: str = "") -> Topic:
        locale = Locale.objects.get(language_code="en")
        return Topic.objects.create(key=key, name=name or key.title(), locale=locale)

    return make


@pytest.fixture
def listed(client: Client, db: None) -> Lister:
    """The slugs that the archive lists, in order, for these parameters."""

    def lister(code: str = "en", /, **parameters: Any) -> list[str]:
        response = client.get(f"/{code}/{ARCHIVE}/", parameters)
        assert response.status_code == 200
        return [page.slug for page in response.context["listing"].page_obj]

    return lister


@pytest.fixture
def soon() -> datetime:
    return timezone.now() + timedelta(days=5)


def archive_html(client: Client, language: str = "en", **parameters: Any) -> str:
    response = client.get(f"/{language}/{ARCHIVE}/", parameters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def portal(page_at: PageFinder) -> Page:
    """With the seeded pages published long ago, so that they are no news beside others."""
    long_ago = datetime(2010, 1, 1, tzinfo=UTC)
    Page.objects.update(first_published_at=long_ago, last_published_at=long_ago)
    page: Page = page_at(PORTAL)
    return page
