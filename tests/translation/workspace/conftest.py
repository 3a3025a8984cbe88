"""A conference whose French translation is stale in one segment, and its translator's workspace."""

from collections.abc import Callable
from typing import Any

from django.test import Client, TestCase
from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of
from translation.models import SegmentRecord

FIELD = "full_title"
Ask = Callable[..., Any]


@pytest.fixture
def french(trial_in_french: int, conference: ConferencePage) -> Translation:
    return translation_of(conference, "fr")


def publish(page: Page) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


@pytest.fixture
def stale(french: Translation, conference: ConferencePage) -> SegmentRecord:
    conference.refresh_from_db()
    conference.full_title = "A conference, for trial in 2031"
    publish(conference)
    return record_of(french)


def record_of(translation: Translation, path: str = FIELD) -> SegmentRecord:
    return translation.records.current().get(context__path=path)


def entry_of(record: SegmentRecord) -> StringTranslation:
    return StringTranslation.objects.get(
        locale=record.translation.target_locale,
        context=record.context_id,
        translation_of=record.string_id,
    )


@pytest.fixture
def read(client: Client) -> Ask:
    """Asks the workspace as somebody; answers with values."""

    def ask(who: Any, name: str, *args: Any, **query: Any) -> Any:
        client.force_login(who)
        response = client.get(reverse(f"translation_workspace:{name}", args=args), query)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


@pytest.fixture
def send(client: Client) -> Ask:
    """Has the workspace do something as somebody; the response."""

    def post(who: Any, name: str, *args: Any, **data: Any) -> Any:
        client.force_login(who)
        with TestCase.captureOnCommitCallbacks(execute=True):
            return client.post(reverse(f"translation_workspace:{name}", args=args), data)

    return post


@pytest.fixture
def segment(read: Ask) -> Ask:
    """A segment as the workspace shows it to somebody."""

    def find(who: Any, record: SegmentRecord) -> Any:
        [found] = read(who, "segments", ids=str(record.pk))["segments"]
        return found

    return find
