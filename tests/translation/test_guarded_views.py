"""Traps: who may only submit translations reads any draft; a sync publishes without rights."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

import pytest

from conference.models import ConferencePage
from tests.module_fixtures import module_fixture, read_page


def submit_address(page: Page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def sync_address(page: Page) -> str:
    source = TranslationSource.objects.get_for_instance(page)
    return reverse("wagtail_localize:update_translations", args=[source.pk])


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def change(in_three_languages: UUID) -> int:
    conference = ConferencePage.objects.get(
        translation_key=in_three_languages, locale__language_code="en"
    )
    conference.title = "Changed"
    conference.save_revision().publish()
    return conference.pk


changed_title = module_fixture(change, "in_three_languages")


@pytest.fixture
def changed(changed_title: int, db: None) -> ConferencePage:
    """A conference in three languages, whose English title was changed afterwards."""
    page: ConferencePage = read_page(changed_title)
    return page


@pytest.mark.long
def test_a_translator_submits_a_public_page_into_the_own_language_only(
    conference: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    form = client.get(submit_address(conference)).context["form"]
    assert list(form.fields["locales"].queryset) == [locale("fr")]
    client.post(submit_address(conference), {"locales": [locale("es").pk]})
    assert not conference.has_translation(locale("es"))
    client.post(submit_address(conference), {"locales": [locale("fr").pk]})
    assert conference.has_translation(locale("fr"))


def test_an_editor_submits_into_every_language(
    conference: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("editor"))
    client.post(submit_address(conference), {"locales": [locale("es").pk, locale("fr").pk]})
    assert conference.has_translation(locale("es"))
    assert not conference.get_translation(locale("fr")).live


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_a_translator_cannot_read_what_is_not_public_by_submitting_it(
    hide: str, conference: ConferencePage, client: Client, account: Any
) -> None:
    if hide == "draft":
        conference.unpublish()
    else:
        PageViewRestriction.objects.create(page=conference, restriction_type="login")
    client.force_login(account("translator-fr"))
    response = client.post(submit_address(conference), {"locales": [locale("fr").pk]})
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert not conference.has_translation(locale("fr"))


@pytest.mark.long
def test_a_translator_cannot_publish_other_languages_by_a_sync(
    changed: ConferencePage,
    client: Client,
    account: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(account("translator-fr"))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(sync_address(changed), {"publish_translations": "on"})
    assert list(response.context["form"].errors) == ["publish_translations"]
    assert changed.get_translation(locale("es")).title == "übersetzt Trial"


def test_nobody_publishes_untranslated_texts_by_a_sync(
    changed: ConferencePage, client: Client, account: Any
) -> None:
    changed.summary = "A text that no language has yet."
    changed.save_revision().publish()
    client.force_login(account("moderator"))
    response = client.post(sync_address(changed), {"publish_translations": "on"})
    assert list(response.context["form"].errors) == ["publish_translations"]
    assert not changed.get_translation(locale("es")).summary


@pytest.mark.long
def test_a_moderator_publishes_every_language_by_a_sync(
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    client: Client,
    account: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    for code in ("es", "fr"):
        publish_translation(conference, code)
        conference.get_translation(locale(code)).unpublish()
    client.force_login(account("moderator"))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(sync_address(conference), {"publish_translations": "on"})
    assert response.status_code == 302
    assert all(conference.get_translation(locale(code)).live for code in ("es", "fr"))


def test_a_translator_hears_of_a_changed_original_by_a_sync(
    changed: ConferencePage, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    assert client.post(sync_address(changed), {}).status_code == 302
    assert TranslationSource.objects.get_for_instance(changed).as_instance().title == "Changed"


def test_a_translator_cannot_sync_an_original_that_is_not_public(
    changed: ConferencePage, client: Client, account: Any
) -> None:
    changed.unpublish()
    ConferencePage.objects.filter(pk=changed.pk).update(title="Secret")
    client.force_login(account("translator-fr"))
    response = client.post(sync_address(changed), {})
    assert response.url == reverse("wagtailadmin_home")
    assert TranslationSource.objects.get_for_instance(changed).as_instance().title == "Changed"
