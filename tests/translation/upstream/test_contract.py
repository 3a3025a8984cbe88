"""What this site relies on in wagtail-localize's tables and values without having been promised it.

When one of these fails after an upgrade, look into `translation/upstream/` before anything else.
"""

from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationLog,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.strings import StringValue, validate_translation_links

import pytest

from tests.conftest import PageFinder
from translation import upstream
from translation.upstream.write_localize_tables import fitting

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


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


def test_a_link_that_the_source_lost_makes_a_translation_invalid() -> None:
    with pytest.raises(ValueError, match="a1"):
        validate_translation_links("no link", '<a id="a1">lien</a>')
    assert fitting('voir <a id="a1">ce lien</a>', "no link") == "voir ce lien"
    assert fitting('<a id="a1">lien</a>', '<a id="a1">link</a>') == '<a id="a1">lien</a>'


def test_a_segment_value_takes_a_string_with_its_attributes() -> None:
    value = StringSegmentValue("body.x", StringValue("text"), attrs={}, order=3)
    assert (value.path, value.order, value.render_text()) == ("body.x", 3, "text")


def test_what_is_read_of_a_page_is_what_is_stored_for_its_translators(
    page_at: PageFinder,
) -> None:
    english, french = page_at(OBJECTIVES), page_at(OBJECTIVES, "fr")
    translation = upstream.translation_into(french)
    assert translation is not None
    source = translation.source
    for page in (english, french):
        assert upstream.sources_of_versions(page) == {english.locale_id: source.pk}
    assert not upstream.may_be_translated(english)
    assert upstream.may_be_translated(french)
    assert upstream.translation_into(english) is None
    segments = upstream.segments_of(source)
    entries = upstream.entries_of(translation)
    assert {segment.key for segment in segments} == set(entries)
    texts = upstream.texts_on(french)
    for segment in segments:
        unit = upstream.unit_of(type(french), segment.path)
        assert upstream.plain(entries[segment.key].data) in texts[unit]


def test_the_editor_draws_every_segment(page_at: PageFinder, client: Client, account: Any) -> None:
    french = page_at(OBJECTIVES, "fr")
    client.force_login(account("translator-fr"))
    address = reverse("wagtailadmin_pages:edit", args=[french.pk])
    html = client.get(f"{address}?form=1").content.decode()
    translation = upstream.translation_into(french)
    assert translation is not None
    segments = upstream.segments_of(translation.source)
    assert html.count("&quot;editUrl&quot;: &quot;/admin/localize/translate/") >= len(segments) > 5
