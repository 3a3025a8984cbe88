"""The official terms beside the editor of a translation."""

from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail_localize.models import StringTranslation, Translation

import pytest

from tests.conftest import PageFinder
from translation.editor_data import EditorData
from translation.workspace.segment_terms import panel_for

PATH = "protocol"


@pytest.fixture
def translation(page_at: PageFinder) -> Translation:
    key = page_at(PATH).translation_key
    found: Translation = Translation.objects.get(
        source__object_id=key, target_locale__language_code="es"
    )
    return found


def editor(client: Client, page_at: PageFinder) -> str:
    response = client.get(
        reverse("wagtailadmin_pages:edit", args=[page_at(PATH, "es").pk]) + "?form=1"
    )
    assert response.status_code == 200
    return response.content.decode()


def test_the_editor_shows_the_terms_of_the_page_with_what_they_are_called(
    client: Client, account: Any, page_at: PageFinder
) -> None:
    client.force_login(account("translator-es"))
    html = editor(client, page_at)
    assert 'class="segment-terms"' in html
    assert '<dt lang="en" dir="ltr">living modified organism (LMO)</dt>' in html
    assert '<strong lang="es" dir="ltr">organismo vivo modificado (OVM)</strong>' in html
    assert 'class="js-translation-editor"' in html


def test_segments_stand_in_their_order_each_with_its_terms_once(translation: Translation) -> None:
    panel = panel_for(EditorData(translation))
    first = panel.segments[0]
    assert first.text == "The Cartagena Protocol" or first.terms
    for segment in panel.segments:
        names = [row["term"] for row in segment.terms]
        assert len(names) == len(set(names))
        assert "<" not in segment.text


def test_a_translation_without_its_official_term_is_pointed_out(translation: Translation) -> None:
    before = panel_for(EditorData(translation)).warnings_count
    wanted = StringTranslation.objects.filter(
        locale=translation.target_locale,
        context__object_id=translation.source.object_id,
        data__contains="organismos vivos modificados",
    )
    assert wanted.update(data="Trata de transgénicos.") > 0
    panel = panel_for(EditorData(translation))
    assert panel.warnings_count > before
    warnings = [warning for segment in panel.segments for warning in segment.warnings]
    assert any("organismo vivo modificado (OVM)" in warning for warning in warnings)


def test_forbidden_terms_are_shown_as_such(
    client: Client, account: Any, page_at: PageFinder
) -> None:
    client.force_login(account("translator-es"))
    assert '<del lang="es" dir="ltr">transgénico</del>' in editor(client, page_at)


def test_the_panel_costs_three_queries_however_many_segments(
    translation: Translation, django_assert_num_queries: Any
) -> None:
    translation = Translation.objects.select_related("source__locale", "target_locale").get(
        pk=translation.pk
    )
    with django_assert_num_queries(3):
        panel_for(EditorData(translation))
    with django_assert_num_queries(2):
        panel_for(EditorData(translation))
