"""Patch of WeasyPrint's drawing: the hyphen of a broken word is a soft hyphen to who reads the PDF.

Search finds the word and copying gives it whole, since readers leave out U+00AD at a line's end.
Imported by the subprocess that renders; it must not import Django.
"""

import re
from collections.abc import Callable
from typing import Any

import pydyf

LAST_GLYPH = re.compile(r"^(?P<before>.*)(?P<glyph>[0-9a-f]{4})>(?P<kerning>-?\d*)$", re.DOTALL)


def ends_with_hyphen(textbox: Any) -> bool:
    """Returns whether the line ends with the hyphen of a broken word.

    The engine's hyphen is U+2010, which authors do not type: they use the one of ASCII.
    """
    return bool(textbox.pango_layout.text.endswith(textbox.style["hyphenate_character"]))


def draw_soft_hyphens(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps the function that draws a line of text."""

    def drawn(stream: Any, textbox: Any, *arguments: Any) -> Any:
        if stream._tags is None or not ends_with_hyphen(textbox):
            return draw(stream, textbox, *arguments)
        # The line is shown in strings, one for each font; the hyphen ends the last.
        shown: list[str] = []

        def show(string: str) -> None:
            if shown:
                type(stream).show_text(stream, shown.pop())
            shown.append(string)

        stream.show_text = show
        try:
            return draw(stream, textbox, *arguments)
        finally:
            del stream.show_text
            for string in shown:
                _show_last(stream, string)

    return drawn


def _show_last(stream: Any, string: str) -> None:
    """Shows the string, its last glyph as a span that stands for a soft hyphen."""
    found = LAST_GLYPH.match(string)
    if found is None:
        stream.show_text(string)
        return
    before = f"{found['before']}>"
    if before != "<>":
        stream.show_text(before)
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String("\u00ad")}))
    stream.show_text(f"<{found['glyph']}>")
    stream.end_marked_content()
