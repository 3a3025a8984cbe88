"""A page in three languages, and the same with an original that is not public."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest

from tests.conftest import seeded_page
from tests.module_fixtures import module_scoped
from tests.translation.conftest import PORTAL, add_conference, submit_and_publish

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


@pytest.fixture(scope="module")
def in_three_languages(django_db_setup: None, django_db_blocker: Any) -> Iterator[UUID]:
    """The translation key of a conference that is public in three languages."""

    def make() -> UUID:
        conference = add_conference(seeded_page(PORTAL), "in-three-languages")
        submit_and_publish(conference, "es")
        submit_and_publish(conference, "fr")
        return conference.translation_key

    yield from module_scoped(django_db_blocker, make)


@pytest.fixture
def french(in_three_languages: UUID, db: None) -> Translation:
    """The French translation of that conference."""
    return Translation.objects.get(
        source__object_id=in_three_languages, target_locale__language_code="fr"
    )


@pytest.fixture
def secret(french: Translation) -> Translation:
    """The same after the original and its translations were taken offline."""
    Page.objects.filter(translation_key=french.source.object_id).update(live=False)
    return french


def was_refused(response: Any) -> bool:
    """To the dashboard, or to the login, or a status for a script."""
    if response.status_code == 302:
        home, login = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
        return response.url == home or response.url.startswith(login)
    return response.status_code in (401, 403)
