"""A page in three languages, and the same with an original that is not public."""

from typing import Any

from django.urls import reverse

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest

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
