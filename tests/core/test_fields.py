"""The site's text fields."""

from django.apps import apps

from wagtail import fields as stock

from core.fields import RichTextField, StreamField

OURS = {"home", "capacity", "conference", "core", "translation", "terms", "legacy_import"}


def test_every_model_has_the_fields_that_clean_what_they_store() -> None:
    used = [
        field
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.local_fields
        if isinstance(field, stock.RichTextField | stock.StreamField)
    ]
    assert used
    assert [f for f in used if not isinstance(f, RichTextField | StreamField)] == []
