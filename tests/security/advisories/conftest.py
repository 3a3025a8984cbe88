"""A draft that only those who work in English may know, and an account with hardly a right."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.test import Client

from wagtail.documents import get_document_model
from wagtail.models import Page

import pytest

from conference.models import IntroductionPage
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
SECRET = "Quagmirefinch"
As = Callable[[str], Client]


@pytest.fixture
def secret(page_at: PageFinder) -> IntroductionPage:
    """A draft in English, with two revisions, not submitted for translation."""
    page = IntroductionPage(title=SECRET, slug="secret", summary=SECRET, live=False)
    page_at(MAINSTREAMING).add_child(instance=page)
    page.save_revision()
    page.summary = f"{SECRET} again"
    page.save_revision()
    return page


@pytest.fixture
def with_only(db: None) -> Callable[..., Client]:
    """Somebody who may enter the admin and has these permissions ("app label.codename") beyond."""

    def sign_in(*permissions: str) -> Client:
        group = Group.objects.create(name="Few rights")
        for name in ("wagtailadmin.access_admin", *permissions):
            app_label, _dot, codename = name.partition(".")
            group.permissions.add(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )
        user = User.objects.create_user("few-rights")
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def document(db: None) -> Callable[..., Any]:
    """A file in the library, as it is."""

    def make(name: str, content: bytes) -> Any:
        return get_document_model().objects.create(title=name, file=ContentFile(content, name))

    return make


def was_refused(answer: Any) -> bool:
    """Not found, forbidden, or sent to the dashboard; and nothing of the secret is told."""
    sent_away = answer.status_code == 302 and answer["Location"] in ("/admin/", "/admin/login/")
    not_found = answer.status_code == 404 or answer.get("Location", "").startswith("/en/")
    told = not answer.streaming and SECRET.encode() in answer.content
    return (sent_away or not_found or answer.status_code in (401, 403)) and not told


def copies_of(page: Page) -> int:
    """How many other pages hold the secret in title or draft."""
    return Page.objects.filter(draft_title=page.draft_title).exclude(pk=page.pk).count()
