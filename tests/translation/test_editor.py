"""The translators' editor: what it costs, and what it shows of a changed original."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Page

import pytest

from conference.models import ConferencePage

# Nearly all of them are Wagtail's own, for its header, its side panels and the user's rights.
AT_MOST = 60


def paragraphs(number: int, word: str = "Sentence") -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{word} {place} of many</p>") for place in range(number)]


def opened(client: Client, page: Page) -> tuple[str, int]:
    """The editor of a translation, and how many queries it took."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode(), len(captured)


@pytest.mark.parametrize("who", ["translator-fr", "admin"])
def test_two_hundred_segments_cost_as_many_queries_as_two(
    who: str,
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    client: Client,
    account: Any,
) -> None:
    client.force_login(account(who))
    _html, few = opened(client, publish_translation(conference))
    conference.body = paragraphs(200)
    conference.save_revision().publish()
    french = publish_translation(conference)
    html, many = opened(client, french)
    assert "Sentence 199 of many" in html
    assert "bersetzt Sentence 199 of many" in html
    assert many <= few <= AT_MOST
