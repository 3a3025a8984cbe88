"""What this package takes from wagtail-localize without being promised it."""

import inspect

from django.urls import resolve, reverse

from wagtail_localize.models import StringTranslation
from wagtail_localize.views import edit_translation

from core.replacing import stock_of
from translation.exchange import views
from translation.upstream.po_entries import TRANSLATION_HEADER


def test_its_own_upload_still_asks_the_header_that_is_written_here() -> None:
    assert TRANSLATION_HEADER in inspect.getsource(edit_translation.upload_pofile)


def test_its_views_still_ask_one_function_for_the_right_to_edit() -> None:
    assert "user_can_edit_instance" in inspect.getsource(edit_translation.download_pofile)


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


def test_its_editor_still_publishes_by_a_field_of_its_form() -> None:
    source = inspect.getsource(stock_of(edit_translation, "edit_translation"))
    assert 'request.POST.get("action") == "publish"' in source
