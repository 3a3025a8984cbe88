"""A page in three languages, and the same with an original that is not public."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of

ROLES = [
    "anonymous",
    "editor",
    "translator-es",
    "translator-fr",
    "reviewer",
    "moderator",
    "admin",
]


@pytest.fixture
def sign_in(client: Client, account: Any) -> Callable[[str], Client]:
    def run(who: str) -> Client:
        client.logout()
        if who != "anonymous":
            client.force_login(account(who))
        return client

    return run


@pytest.fixture
def french(conference: ConferencePage, publish_translation: Callable[..., Page]) -> Translation:
    """The trial conference, public in three languages; its French translation."""
    publish_translation(conference, "es")
    publish_translation(conference, "fr")
    return translation_of(conference, "fr")


@pytest.fixture
def secret(french: Translation, conference: ConferencePage) -> Translation:
    """The same after the original and its translations were taken offline."""
    Page.objects.filter(translation_key=conference.translation_key).update(live=False)
    return french


def was_refused(response: Any) -> bool:
    """To the dashboard, or to the login, or a status for a script."""
    if response.status_code == 302:
        home, login = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
        return response.url == home or response.url.startswith(login)
    return response.status_code in (401, 403)
