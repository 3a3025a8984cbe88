"""What drafts, reviews and `translation.url_guards` take for granted upstream."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail_localize import wagtail_hooks as stock
from wagtail_localize.models import StringTranslation, Translation

import pytest
from lxml import html

from translation import upstream
from translation.sync import segment_states


def test_the_addresses_hang_in_one_branch_of_named_patterns() -> None:
    [localize] = stock.register_admin_urls()
    assert str(localize.pattern) == "localize/"
    assert all(pattern.name and callable(pattern.callback) for pattern in localize.url_patterns)


@pytest.mark.long
def test_a_drafted_page_is_not_saved(french: Translation) -> None:
    StringTranslation.objects.filter(locale=french.target_locale, context__path="title").update(
        data="Un autre titre"
    )
    page = upstream.drafted(french)
    assert page.pk == french.get_target_instance().pk
    assert page.title == "Un autre titre"
    assert french.get_target_instance().title != "Un autre titre"


def test_saving_a_draft_by_its_own_method_leaves_the_live_page_too(french: Translation) -> None:
    """Upstream it does not; `translation.upstream.target_saving` sees to it."""
    StringTranslation.objects.filter(
        locale=french.target_locale,
        context__path="title",
        context__object_id=french.source.object_id,
    ).update(data="Un autre titre")
    french.save_target(publish=False)
    page = french.get_target_instance()
    assert page.live
    assert page.title != "Un autre titre"
    assert page.get_latest_revision_as_object().title == "Un autre titre"


def test_the_editor_offers_no_conversion_to_an_alias(
    french: Translation, client: Client, account: Any
) -> None:
    client.force_login(account("translator-fr"))
    page = french.get_target_instance()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?form=1")
    editor = html.document_fromstring(response.content).find_class("js-translation-editor")[0]
    props = json.loads(editor.get("data-props"))
    assert props["links"]["convertToAliasUrl"] is None
    assert props["links"]["downloadPofile"]


def test_a_string_without_translation_or_with_an_error_is_left(french: Translation) -> None:
    assert segment_states.left_to_translate(french) == 0
    mine = StringTranslation.objects.filter(
        locale=french.target_locale, context__object_id=french.source.object_id
    )
    title = mine.get(context__path="title")
    title.has_error = True
    title.save()
    mine.get(context__path="full_title").delete()
    assert segment_states.left_to_translate(french) == 2


def test_the_editor_stands_in_for_a_translation_that_is_in_use(french: Translation) -> None:
    page = french.get_target_instance()
    assert upstream.translation_into(page) == french
    Translation.objects.filter(pk=french.pk).update(enabled=False)
    assert upstream.translation_into(page) is None
