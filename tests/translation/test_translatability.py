"""The same system check, asked about fields and inline children of whole models."""

from django.db import models
from django.test.utils import isolate_apps

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

import pytest

from conference.models import GuidingQuestion, SessionPage
from core.blocks.table import TableBlock
from translation import system_checks
from translation.system_checks import errors_in


def test_a_table_of_ours_with_an_unreachable_column_is_caught() -> None:
    class CodeTable(TableBlock):
        code = blocks.RawHTMLBlock()

    faults = [(fault.path, fault.code) for fault in system_checks.in_block(CodeTable())]
    assert faults == [("code", "E003")]


def test_a_text_field_that_is_only_synchronised_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    override = [*SessionPage.override_translatable_fields, SynchronizedField("theme")]
    monkeypatch.setattr(SessionPage, "override_translatable_fields", override)
    (error,) = errors_in(SessionPage)
    assert error.id == "translation.E001"
    assert error.msg == "conference.SessionPage: theme is text, but is not handed to translators."
    assert "override_translatable_fields" in error.hint


def test_an_inline_child_that_leaves_its_text_out_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(GuidingQuestion, "translatable_fields", [], raising=False)
    (error,) = errors_in(SessionPage)
    assert error.msg.startswith("conference.SessionPage: guiding_questions.text is text")


def test_inline_children_that_are_only_synchronised_are_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    override = [*SessionPage.override_translatable_fields, SynchronizedField("guiding_questions")]
    monkeypatch.setattr(SessionPage, "override_translatable_fields", override)
    assert [error.id for error in errors_in(SessionPage)] == ["translation.E002"]


@isolate_apps("home")
def test_an_inline_child_without_translatable_mixin_is_caught() -> None:
    class Leaflet(ClusterableModel):
        title = models.CharField(max_length=20)

        class Meta:
            app_label = "home"

    class Remark(models.Model):  # noqa: DJ008
        leaflet = ParentalKey(Leaflet, on_delete=models.CASCADE, related_name="remarks")
        text = models.TextField()

        class Meta:
            app_label = "home"

    class Position(models.Model):  # noqa: DJ008
        leaflet = ParentalKey(Leaflet, on_delete=models.CASCADE, related_name="positions")
        number = models.IntegerField()

        class Meta:
            app_label = "home"

    (error,) = errors_in(Leaflet)
    assert error.id == "translation.E002"
    assert "remarks" in error.msg
    assert "Remark inherit TranslatableMixin" in error.hint


@isolate_apps("home")
def test_fields_of_a_model_are_told_apart_by_what_editors_write_in_them() -> None:
    class Leaflet(models.Model):  # noqa: DJ008
        body = StreamField([("code", blocks.RawHTMLBlock())])
        essay = RichTextField(features=["bold", "image"])
        slug = models.SlugField()
        link = models.URLField()
        mail = models.EmailField()
        kind = models.CharField(max_length=3, choices=[("a", "A")])
        inner = models.CharField(max_length=3, editable=False)
        number = models.IntegerField()
        left_out = models.TextField()

        translatable_fields = [
            TranslatableField("body"),
            TranslatableField("essay"),
            SynchronizedField("number"),
        ]

        class Meta:
            app_label = "home"

    found = {(fault.path, fault.code) for fault in system_checks.in_model(Leaflet)}
    assert found == {("body.code", "E003"), ("left_out", "E001")}
