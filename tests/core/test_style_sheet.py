"""What the style sheet does for readers who see, move and point differently."""

import re

from django.conf import settings

import pytest

SHEETS = ["core/static/core/site.css", "printing/static/print/sheet.css"]
MOVING = ("transition", "animation", "scroll-behavior")


def text_of(sheet: str) -> str:
    return (settings.BASE_DIR / "site" / sheet).read_text()


def block(sheet: str, query: str) -> str:
    """What stands within `@media (query)`, braces and all; empty where nothing does."""
    _before, _query, rest = sheet.partition(f"@media ({query})")
    found = re.match(r"\s*\{(?:[^{}]|\{[^{}]*\})*\}", rest)
    return found[0] if found else ""


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_moves_does_so_only_for_those_who_want_it(sheet: str) -> None:
    text = text_of(sheet)
    elsewhere = text.replace(block(text, "prefers-reduced-motion: no-preference") or "\0", "")
    assert [word for word in MOVING if f"{word}:" in elsewhere] == []


def test_focus_is_drawn_and_forced_colours_are_heeded() -> None:
    text = text_of(SHEETS[0])
    (outline,) = re.findall(r":focus-visible \{ outline: (\d+)px solid", text)
    assert int(outline) >= 2
    assert "aria-current" in block(text, "forced-colors: active")
    # Only the text itself, to which the skip link leads, is focused without a mark.
    assert re.findall(r"([^\n}]*)\{[^}]*outline: none", text) == ["main:focus "]
