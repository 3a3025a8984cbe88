"""Each patch of Wagtail and wagtail-localize is still needed.

The tests of what is stock fail as soon as upstream does by itself what an entry of the table is
for; the entry then goes, with its replacement.
"""

import inspect
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.dispatch import Signal
from django.test.utils import CaptureQueriesContext

from wagtail import hooks
from wagtail.models import Page
from wagtail_localize import models, strings, wagtail_hooks
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import extract_strings

import pytest

from conference.models import ConferencePage
from core.patches import monkeypatch as patching
from core.patches import patch_table
from tests.conftest import PageFinder
from tests.translation.conftest import translation_of
from translation.upstream import listing_buttons
from translation.upstream.instance_building import translated_instance

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
SOURCE = "wagtail_localize.models.TranslationSource"
TITLE = "wagtail.models.Page.get_admin_display_title"
PARAMETERS = {
    f"{SOURCE}.create_or_update_translation": [
        "self", "locale", "user", "publish", "copy_parent_pages", "fallback",
    ],
    f"{SOURCE}.refresh_segments": ["self"],
    TITLE: ["self"],
}  # fmt: skip


@pytest.fixture
def french(trial_in_french: int, conference: ConferencePage) -> Translation:
    return translation_of(conference, "fr")


@pytest.fixture
def restore(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes targets upstream's own again, for one test."""

    def restore(*targets: str) -> None:
        for target in targets:
            place, name = patching.place_of(target)
            monkeypatch.setattr(place, name, patching.stock(target))

    return restore


def entries(translation: Translation) -> Any:
    return StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )


@pytest.mark.parametrize("target", PARAMETERS)
def test_what_is_replaced_takes_the_arguments_that_it_took(target: str) -> None:
    stock = inspect.unwrap(patching.stock(target))
    assert list(inspect.signature(stock).parameters) == PARAMETERS[target]


@pytest.mark.parametrize("path", [MAINSTREAMING, f"{MAINSTREAMING}/outcomes"])
def test_segments_are_those_that_stock_writes_one_by_one(page_at: PageFinder, path: str) -> None:
    source = TranslationSource.objects.get(object_id=page_at(path).translation_key)

    def written(names: list[str]) -> list[Any]:
        models = [StringSegment, TemplateSegment, OverridableSegment]
        beside = [["string__data", "attrs"], ["template__uuid"], ["data_json"]]
        return [
            sorted(model.objects.filter(source=source).values_list(*names, *more))
            for model, more in zip(models, beside, strict=True)
        ]

    kept, place = written(["pk"]), ["order", "context__path", "context__field_path"]
    source.refresh_segments()
    assert written(["pk"]) == kept
    in_bulk = written(place)
    for model in (StringSegment, TemplateSegment, OverridableSegment):
        model.objects.filter(source=source).delete()
    TranslationContext.objects.filter(object_id=source.object_id).delete()
    patching.stock(f"{SOURCE}.refresh_segments")(source)
    assert written(place) == in_bulk
    source.stringsegment_set.filter(order=0).update(order=999)
    source.refresh_segments()
    assert written(place) == in_bulk


def test_an_entry_is_applied_once() -> None:
    before = TranslationSource.refresh_segments
    patch_table.apply_all()
    assert TranslationSource.refresh_segments is before


@pytest.mark.long
def test_stock_fills_a_missing_translation_with_the_original(french: Translation) -> None:
    """While it does, `translated_instance` builds what is saved and previewed."""
    entries(french).filter(context__path="full_title").delete()
    original = french.source.get_source_instance().full_title
    ours = translated_instance(french.source, french.target_locale)
    theirs = french.source.get_ephemeral_translated_instance(french.target_locale, fallback=True)
    assert ours.full_title != original == theirs.full_title


def test_stock_writes_a_draft_into_the_live_page(
    french: Translation, restore: Callable[..., None]
) -> None:
    entries(french).filter(context__path="title").update(data="Un autre titre")
    french.save_target(publish=False)
    assert french.get_target_instance().title != "Un autre titre"
    restore(f"{SOURCE}.create_or_update_translation")
    french.save_target(publish=False)
    assert french.get_target_instance().title == "Un autre titre"


def test_upstream_has_no_signals_for_segments() -> None:
    signals = [name for name in dir(models) if isinstance(getattr(models, name), Signal)]
    assert [name for name in signals if "segment" in name] == []


def test_the_segments_of_a_changed_original_are_followed(french: Translation) -> None:
    before = french.records.current().get(context__path="full_title")
    page = french.source.get_source_instance()
    page.full_title = "Something else"
    page.save()
    TranslationSource.update_or_create_from_instance(page)
    assert french.records.current().get(context__path="full_title") != before


def test_stock_cuts_sentences_at_further_inline_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<p>The 10<sup>th</sup> meeting</p>"
    assert len(extract_strings(html)[1]) == 1
    stock = patching.stock("wagtail_localize.strings.INLINE_TAGS")
    monkeypatch.setattr(strings, "INLINE_TAGS", stock)
    assert len(extract_strings(html)[1]) == 3


def test_stock_shows_draft_titles_to_everybody(db: None) -> None:
    page = Page(title="Public", draft_title="Secret draft", live=True)
    assert "Secret draft" in patching.stock(TITLE)(page)


def test_the_stock_buttons_take_queries_for_each_row(french: Translation, account: Any) -> None:
    user, page = account("admin"), french.source.get_source_instance()
    ours = list(listing_buttons.buttons(page, user))
    counts = []
    for _row in range(2):
        with CaptureQueriesContext(connection) as asked:
            theirs = list(wagtail_hooks.page_listing_more_buttons(page, user))
        counts.append(len(asked))
    assert min(counts) >= 2
    assert [button.url for button in ours] == [button.url for button in theirs]
    with CaptureQueriesContext(connection) as asked:
        list(listing_buttons.buttons(page, user))
    assert len(asked) == 0


@pytest.mark.django_db
def test_the_stock_buttons_stand_in_the_header_of_a_page_only() -> None:
    rows = hooks.get_hooks(listing_buttons.HOOK)
    assert listing_buttons.buttons in rows
    assert wagtail_hooks.page_listing_more_buttons not in rows
    header = hooks.get_hooks("register_page_header_buttons")
    assert wagtail_hooks.page_listing_more_buttons in header
