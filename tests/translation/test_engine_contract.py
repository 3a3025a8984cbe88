"""What this site relies on in wagtail-localize without having been promised it.

When one of these fails after an upgrade, look into `translation/engine/` before anything else.
"""

import inspect
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail import hooks
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import DraftStateMixin, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize import models as localize
from wagtail_localize import wagtail_hooks
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue, extract, ingest
from wagtail_localize.strings import StringValue, validate_translation_links
from wagtail_localize.views import edit_translation

import pytest

from core.admin import explorer_listing
from core.monkeypatch import stock_of
from tests.conftest import PageFinder
from translation import engine
from translation.engine import listing_buttons, page_editor
from translation.engine.carrying import fitting

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


@pytest.mark.parametrize(
    ("place", "name", "parameters"),
    [
        (TranslationSource, "_get_segments_for_translation", ["self", "locale", "fallback"]),
        (
            TranslationSource,
            "create_or_update_translation",
            ["self", "locale", "user", "publish", "copy_parent_pages", "fallback"],
        ),
        (TranslationSource, "refresh_segments", ["self"]),
        (
            localize,
            "ingest_segments",
            ["original_obj", "translated_obj", "src_locale", "tgt_locale", "segments"],
        ),
        (
            Translation,
            "import_po",
            ["self", "po", "delete", "user", "translation_type", "tool_name"],
        ),
        (edit_translation, "edit_translation", ["request", "translation", "instance"]),
        (
            edit_translation,
            "render",
            ["request", "template_name", "context", "content_type", "status", "using"],
        ),
        (extract, "extract_strings", ["html"]),
        (extract, "StringSegmentValue", ["path", "string", "attrs", "kwargs"]),
        (ingest, "restore_strings", ["template", "strings"]),
        (
            edit_translation,
            "get_segment_location_info",
            ["source_instance", "tab_helper", "content_path", "field_path", "widget"],
        ),
    ],
)
def test_what_is_replaced_takes_the_arguments_that_it_took(
    place: Any, name: str, parameters: list[str]
) -> None:
    assert list(inspect.signature(inspect.unwrap(stock_of(place, name))).parameters) == parameters


def test_all_ways_of_making_a_translation_take_the_replaced_methods() -> None:
    making = inspect.getsource(stock_of(TranslationSource, "create_or_update_translation"))
    preview = inspect.getsource(TranslationSource.get_ephemeral_translated_instance)
    for source in (making, preview):
        assert "self._get_segments_for_translation(" in source
        assert "ingest_segments(original, translation" in source
    assert "self.refresh_segments()" in inspect.getsource(TranslationSource.update_from_db)
    assert ".create_or_update_translation(" in inspect.getsource(Translation.save_target)


def test_rich_text_is_taken_apart_and_put_together_by_the_replaced_functions() -> None:
    apart, together = inspect.getsource(extract), inspect.getsource(ingest)
    assert "template, strings = extract_strings(block_value.source)" in apart
    assert "template, strings = extract_strings(value)" in apart
    assert apart.count('StringSegmentValue("", string, attrs=attrs)') == 2
    assert 'if "href" in tag_attrs' in apart
    assert together.count("restore_strings(template, strings)") == 2
    assert 'val["href"] = xrefs[val["href"]]' in together
    # When this fails, descriptions of images may have become translatable without us.
    assert "alt" not in inspect.getsource(stock_of(extract, "extract_strings"))


def test_stock_falls_back_to_the_original() -> None:
    """When this fails, much of `engine.making` may have become needless."""
    source = inspect.getsource(stock_of(TranslationSource, "_get_segments_for_translation"))
    assert "StringValue(string_segment.string.data)" in source


def test_segments_and_their_translations_have_the_columns_that_are_read() -> None:
    def columns(model: Any) -> set[str]:
        return {field.name for field in model._meta.get_fields()}

    assert {"source", "context", "string", "order", "attrs"} <= columns(StringSegment)
    assert {"source", "context", "template"} <= columns(TemplateSegment)
    assert {"source", "context", "data_json"} <= columns(OverridableSegment)
    assert {"source", "context", "object"} <= columns(RelatedObjectSegment)
    assert {"source", "locale", "revision"} <= columns(TranslationLog)
    assert {"source", "target_locale", "enabled"} <= columns(Translation)
    wanted = {"translation_of", "locale", "context", "data", "tool_name", "has_error"}
    assert wanted <= columns(StringTranslation)
    unique = StringTranslation._meta.unique_together
    assert ("locale", "translation_of", "context") in unique


def test_the_editor_removes_the_name_of_the_tool_when_a_string_is_saved_by_hand() -> None:
    view = inspect.getsource(edit_translation)
    assert '"tool_name": "",' in view


def test_a_link_that_the_source_lost_makes_a_translation_invalid() -> None:
    with pytest.raises(ValueError, match="a1"):
        validate_translation_links("no link", '<a id="a1">lien</a>')
    assert fitting('voir <a id="a1">ce lien</a>', "no link") == "voir ce lien"
    assert fitting('<a id="a1">lien</a>', '<a id="a1">link</a>') == '<a id="a1">lien</a>'


def test_a_segment_value_takes_a_string_with_its_attributes() -> None:
    value = StringSegmentValue("body.x", StringValue("text"), attrs={}, order=3)
    assert (value.path, value.order, value.render_text()) == ("body.x", 3, "text")


def test_what_has_no_drafts_is_logged_when_it_is_saved() -> None:
    source = inspect.getsource(stock_of(TranslationSource, "create_or_update_translation"))
    assert "TranslationLog.objects.create(" in source
    assert hasattr(DraftStateMixin, "publish")


def test_what_is_read_of_a_page_is_what_is_stored_for_its_translators(
    page_at: PageFinder,
) -> None:
    english, french = page_at(OBJECTIVES), page_at(OBJECTIVES, "fr")
    source = engine.source_of(english)
    translation = engine.translation_into(french)
    assert source is not None
    assert translation is not None
    assert translation.source == source
    assert engine.source_of(french) is None
    assert engine.translation_into(english) is None
    segments = engine.segments_of(source)
    entries = engine.entries_of(translation)
    assert {segment.key for segment in segments} == set(entries)
    texts = engine.texts_on(french)
    for segment in segments:
        unit = engine.unit_of(type(french), segment.path)
        assert engine.plain(entries[segment.key].data) in texts[unit]


def test_the_editor_draws_every_segment(page_at: PageFinder, client: Client, account: Any) -> None:
    french = page_at(OBJECTIVES, "fr")
    client.force_login(account("translator-fr"))
    html = client.get(
        reverse("wagtailadmin_pages:edit", args=[french.pk]) + "?form=1"
    ).content.decode()
    translation = engine.translation_into(french)
    assert translation is not None
    segments = engine.segments_of(translation.source)
    assert html.count("&quot;editUrl&quot;: &quot;/admin/localize/translate/") >= len(segments) > 5


def test_the_editor_asks_no_more_of_segments_than_is_at_hand() -> None:
    """`engine.at_hand` answers these, and nothing else, from memory."""
    view = inspect.getsource(stock_of(edit_translation, "edit_translation"))
    for question in (
        'source.stringsegment_set.all().order_by("order")',
        "string_segments.get_translations(translation.target_locale)",
        "source.overridablesegment_set.all().order_by(",
        "overridable_segments.get_overrides(translation.target_locale)",
        "source.relatedobjectsegment_set.all().order_by(",
        'string_segments.get(context__path="title").id',
        "source.schema_out_of_date()",
        "instance.get_translations().select_related(",
        "instance.get_ancestors(inclusive=False).descendant_of(",
    ):
        assert question in view
    assert "stringsegment_set.filter(" in inspect.getsource(edit_translation)
    assert 'overridablesegment_set.only("id")' in inspect.getsource(edit_translation)


def test_the_editor_asks_sources_only_whether_to_offer_an_alias() -> None:
    view = inspect.getsource(edit_translation)
    assert view.count("TranslationSource.objects") == 1
    assert "except (TranslationSource.DoesNotExist, IndexError)" in view


def test_the_newest_migration_is_found_as_it_is_upstream() -> None:
    version = inspect.getsource(localize.get_schema_version)
    assert '.order_by("applied")' in version
    assert "filter(app=app_label)" in version


def test_its_hook_hands_over_to_the_editor_that_is_replaced() -> None:
    hook = inspect.getsource(wagtail_hooks.before_edit_page)
    assert "edit_translation.edit_translation(request, translation, page)" in hook
    assert "enabled=True" in hook


def test_its_buttons_in_the_explorer_are_this_sites() -> None:
    functions = hooks.get_hooks(listing_buttons.HOOK)
    assert listing_buttons.buttons in functions
    assert wagtail_hooks.page_listing_more_buttons not in functions
    assert wagtail_hooks.page_listing_more_buttons in hooks.get_hooks(
        "register_page_header_buttons"
    )


def test_wagtail_looks_first_where_the_page_is_put() -> None:
    """For what `engine.opening` and `core.admin.explorer_listing` rely on."""
    parts = {
        Page.get_parent: "_cached_parent_obj",
        DraftStateMixin.get_lock: "approved_schedule",
        PagePermissionPolicy.explorable_root_instance: "_explorable_root_instance_cache_name",
        EditView.dispatch: '"before_edit_page"',
    }
    for function, name in parts.items():
        assert name in inspect.getsource(function)
    assert "_approved_schedule" in inspect.getsource(Page.approved_schedule.fget)
    assert "_current_workflow_states" in inspect.getsource(Page.current_workflow_state.fget)
    # The admin's addresses, once they are asked for, take the views from there.
    assert reverse("wagtailadmin_home")
    viewset = page_viewset_registry.get_by_type(Page)
    assert viewset.edit_view_class is page_editor.TranslationEditView
    assert viewset.index_view_class is explorer_listing.ListingView
