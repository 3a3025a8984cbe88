"""Trap: alias trees ("synchronise content from another locale") serve English under /fr/."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization

import pytest

from conference.models import ConferencePage
from translation.upstream.submission import AliasTreesRefusedError


def test_no_locale_offers_to_be_filled_from_another(client: Client, account: Any) -> None:
    client.force_login(account("admin"))
    french = Locale.objects.get(language_code="fr")
    response = client.get(reverse("wagtaillocales:edit", args=[french.pk]))
    assert response.status_code == 200
    assert b"sync_from" not in response.content


def test_filling_a_locale_from_another_is_refused_on_any_way(home: Page) -> None:
    french = Locale.objects.get(language_code="fr")
    pages = Page.objects.count()
    with pytest.raises(AliasTreesRefusedError):
        LocaleSynchronization.objects.create(locale=french, sync_from=home.locale)
    assert not LocaleSynchronization.objects.exists()
    assert Page.objects.count() == pages


@pytest.mark.long
def test_a_translation_cannot_be_turned_into_an_english_copy(
    conference: ConferencePage,
    publish_translation: Callable[..., Page],
    client: Client,
    account: Any,
) -> None:
    french = publish_translation(conference)
    client.force_login(account("admin"))
    address = reverse("wagtail_localize:convert_to_alias", args=[french.pk])
    assert client.post(address).status_code == 302
    french.refresh_from_db()
    assert french.alias_of_id is None
    assert french.title == "übersetzt Trial"


def test_a_page_whose_parent_is_not_translated_is_not_given_an_english_parent(
    introduction: Page, client: Client, account: Any
) -> None:
    client.force_login(account("admin"))
    french = Locale.objects.get(language_code="fr")
    address = reverse("wagtail_localize:submit_page_translation", args=[introduction.pk])
    response = client.post(address, {"locales": [french.pk]})
    assert "Translate the page above first" in response.content.decode()
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not introduction.has_translation(french)


def test_no_seeded_page_is_an_alias(home: Page) -> None:
    assert not Page.objects.filter(alias_of__isnull=False).exists()
