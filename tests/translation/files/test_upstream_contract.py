"""What this package takes from wagtail-localize without being promised it."""

import inspect
from collections.abc import Callable

from django.urls import resolve, reverse

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

import pytest

from conference.models import ConferencePage
from tests.translation.conftest import translation_of
from translation.files import views
from translation.upstream.write_localize_tables import TRANSLATION_HEADER


@pytest.mark.long
@pytest.mark.django_db
def test_its_own_files_have_the_header_that_is_written_here(
    conference: ConferencePage, publish_translation: Callable[..., Page]
) -> None:
    publish_translation(conference)
    translation = translation_of(conference, "fr")
    assert translation.export_po().metadata[TRANSLATION_HEADER] == str(translation.uuid)


def test_its_addresses_are_answered_here() -> None:
    for name, view in (
        ("download_pofile", views.download_one),
        ("upload_pofile", views.upload_one),
    ):
        found = resolve(reverse(f"wagtail_localize:{name}", args=[1])).func
        assert inspect.unwrap(found) is inspect.unwrap(view)


def test_a_text_still_has_the_fields_that_are_written() -> None:
    fields = {field.name for field in StringTranslation._meta.get_fields()}
    assert fields >= {
        "translation_of", "locale", "context", "data", "translation_type", "tool_name",
        "last_translated_by", "has_error", "field_error",
    }  # fmt: skip
