"""Patch of WeasyPrint's drawing: a letter and the mark on it are read back as two characters.

The engine gives the text of both to the glyph that comes first, and none to the other, for the
whole document: once "أُ" was drawn, no "أ" was found or copied. Imported by the subprocess that
renders; it must not import Django.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

# Combining marks of Latin and Cyrillic, and vowel signs of Arabic.
MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
# Pango's empty glyph; above it are those that no font has.
NO_GLYPH = 0x0FFFFFFF


def name_glyphs(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps the function that draws a line of text."""

    def drawn(stream: Any, textbox: Any, *arguments: Any) -> Any:
        if MARKS.search(textbox.text):
            line, _index = textbox.pango_layout.get_first_line()
            content = textbox.pango_layout.text.encode()
            for run in _runs(line):
                _name_glyphs_of_run(stream, run, content)
        return draw(stream, textbox, *arguments)

    return drawn


def _runs(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run:
        yield run.data
        run = run.next


def _name_glyphs_of_run(stream: Any, run: Any, content: bytes) -> None:
    font, _size = stream.add_font(run.item.analysis.font)
    string, start, end = run.glyphs, run.item.offset, run.item.offset + run.item.length
    places = range(string.num_glyphs)
    if run.item.analysis.level % 2:
        places = places[::-1]
    clusters = [
        (start + place, [string.glyphs[index].glyph for index in indices])
        for place, indices in groupby(places, key=lambda index: string.log_clusters[index])
    ]
    ends = [place for place, _glyphs in clusters[1:]] + [end]
    for (place, glyphs), after in zip(clusters, ends, strict=True):
        texts = split(content[place:after].decode(), len(glyphs))
        for glyph, text in zip(glyphs, texts, strict=False):
            if len(glyphs) > 1 and glyph < NO_GLYPH:
                font.to_unicode.setdefault(glyph, text)


def split(text: str, number: int) -> list[str]:
    """Splits letters with their marks into at most `number` texts, one for each of their glyphs.

    Marks that share a glyph stay together: "بَّ" with two glyphs is "ب" and "َّ".
    """
    if len(text) <= number:
        return list(text)
    letters = "".join(each for each in text if not unicodedata.combining(each))
    marks = [each for each in text if unicodedata.combining(each)]
    shared = max(0, len(marks) - number + 2)
    return [letters, "".join(marks[:shared]), *marks[shared:]]
