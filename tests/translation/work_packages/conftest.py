"""A package of one conference for the translators into French."""

from collections.abc import Callable
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client, TestCase
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage
from tests.module_fixtures import module_fixture, read_page
from tests.translation.conftest import submit_page
from translation.models import PackageAssignment, Role, TranslationRight, WorkPackage

Make = Callable[..., WorkPackage]


@pytest.fixture(autouse=True)
def _mailboxes(db: None, django_user_model: Any) -> None:
    django_user_model.objects.update(email=Concat("username", Value("@example.org")))


def submit(trial: int) -> int:
    for page in Page.objects.descendant_of(read_page(trial), inclusive=True).specific():
        submit_page(page)
    return trial


submitted_trial = module_fixture(submit, "trial")


@pytest.fixture
def submitted(submitted_trial: int, db: None) -> ConferencePage:
    """The conference and its introduction, submitted for translation into French."""
    page: ConferencePage = read_page(submitted_trial)
    return page


def translators() -> str:
    """The group that translates into French, as the form names it."""
    rights = TranslationRight.objects.filter(role=Role.TRANSLATOR, locale__language_code="fr")
    right = rights.exclude(group=None).earliest("pk")
    return f"group-{right.group_id}"


@pytest.fixture
def make(client: Client, account: Callable[[str], Any]) -> Make:
    """Makes a package with the form, as an editor does."""

    def fill_in(section: Page, **values: str) -> WorkPackage:
        client.force_login(account("editor"))
        data = {"name": "Trial", "note": "", "due_on": "", "section": str(section.pk)}
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = client.post(
                reverse("work_packages:add"), data | {"in_fr": translators()} | values
            )
        assert response.status_code == 302, response.context["form"].errors
        return WorkPackage.objects.latest("pk")

    return fill_in


def french_of(package: WorkPackage) -> PackageAssignment:
    rows = PackageAssignment.objects.with_names().with_progress()
    return rows.get(package=package, locale=Locale.objects.get(language_code="fr"))
