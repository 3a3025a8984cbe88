"""The system checks on text which no translator can reach and on values that lag."""

from django.core.checks import WARNING
from django.core.management import call_command

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as StockTableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.models import get_page_models

import pytest

from conference.models import SessionPage
from core.blocks.body import BodyBlock
from translation import system_checks
from translation.system_checks import check_translated_models


class Mystery(blocks.FieldBlock):
    """A block of somebody's own, with text that nobody hands out."""


class HalfAdapter(blocks.CharBlock):
    def get_translatable_segments(self, value: str) -> list[object]:
        return []


def test_the_site_passes() -> None:
    assert check_translated_models() == []
    assert len(get_page_models()) > 10
    call_command("check", fail_level="WARNING")


def test_a_date_that_would_lag_in_translations_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_checks.warnings_in(SessionPage) == []
    monkeypatch.setattr(SessionPage, "shared_fields", ["closes_at"])
    found = system_checks.warnings_in(SessionPage)
    assert [(warning.id, warning.level) for warning in found] == [("translation.W001", WARNING)] * 2
    assert "when number changes" in found[0].msg
    assert "add 'opens_at' to `shared_fields`" in str(found[1].hint)


def test_every_block_of_the_body_is_reached() -> None:
    assert list(system_checks.in_block(BodyBlock())) == []


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (blocks.RawHTMLBlock(), "E003"),
        (StockTableBlock(), "E003"),
        (TypedTableBlock([("text", blocks.CharBlock())]), "E003"),
        (Mystery(), "E003"),
        (HalfAdapter(), "E003"),
    ],
)
@pytest.mark.parametrize("depth", [0, 2])
def test_a_block_that_is_not_reached_is_named_at_any_depth(
    block: blocks.Block, code: str, depth: int
) -> None:
    whole: blocks.Block = block
    for _level in range(depth):
        whole = blocks.StructBlock([("inner", blocks.ListBlock(whole))])
    faults = list(system_checks.in_block(whole))
    assert [fault.code for fault in faults] == [code]
    assert faults[0].path == ".".join(["inner.item"] * depth)
    assert faults[0].hint


@pytest.mark.parametrize(
    "block",
    [
        blocks.CharBlock(),
        blocks.ChoiceBlock(choices=[("a", "A")]),
        blocks.DateBlock(),
        blocks.StaticBlock(),
        blocks.RichTextBlock(features=["bold", "image"]),
        blocks.ListBlock(blocks.TextBlock()),
    ],
)
def test_a_block_that_is_reached_or_has_no_text_passes(block: blocks.Block) -> None:
    assert list(system_checks.in_block(block)) == []
