"""A language that holds content is not renamed by a slip in Wagtail's form for locales."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page

import pytest

As = Callable[[str], Client]


def rename(client: Client, code: str, to: str) -> str:
    locale = Locale.objects.get(language_code=code)
    address = reverse("edit_language", args=[locale.pk])
    response = client.post(address, {"language_code": to})
    return str(response.content.decode()) if response.status_code == 200 else ""


@pytest.fixture(autouse=True)
def german(settings: object, home: Page) -> None:
    """German and Italian are configured, and Italian has a locale without content."""
    further = [("de", "deutsch"), ("it", "italiano")]
    settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, *further]  # type: ignore[attr-defined]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES  # type: ignore[attr-defined]
    Locale.objects.create(language_code="it")


def test_wagtails_address_is_the_guarded_one() -> None:
    assert reverse("edit_language", args=[1]) == reverse("wagtaillocales:edit", args=[1])


@pytest.mark.parametrize(
    ("code", "reason"),
    [("en", "The default language of the site cannot be renamed."), ("fr", "This language holds")],
)
def test_a_language_with_content_keeps_its_code(as_user: As, code: str, reason: str) -> None:
    assert reason in rename(as_user("admin"), code, "de")
    assert Locale.objects.filter(language_code=code).exists()
    assert not Locale.objects.filter(language_code="de").exists()


def test_an_empty_language_may_be_another(as_user: As) -> None:
    assert rename(as_user("admin"), "it", "de") == ""
    assert Locale.objects.filter(language_code="de").exists()


def test_saving_without_a_change_is_accepted(as_user: As) -> None:
    assert rename(as_user("admin"), "fr", "fr") == ""
