"""Patches of WeasyPrint's drawing: marks are read as characters, soft hyphens, Chinese fonts.

Imported by the subprocess that renders; it must not import Django.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pydyf
from fontTools import subset
from fontTools.ttLib import TTFont

# Combining marks of Latin and Cyrillic, and vowel signs of Arabic.
MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
# Pango's empty glyph; above it are those that no font has.
NO_GLYPH = 0x0FFFFFFF


def name_glyphs(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps the function that draws a line of text: a letter and its mark are read as two.

    The engine gives the text of both to the glyph that comes first, and none to the other, for the
    whole document: once "أُ" was drawn, no "أ" was found or copied.
    """

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


LAST_GLYPH = re.compile(r"^(?P<before>.*)(?P<glyph>[0-9a-f]{4})>(?P<kerning>-?\d*)$", re.DOTALL)


def ends_with_hyphen(textbox: Any) -> bool:
    """Returns whether the line ends with the hyphen of a broken word.

    The engine's hyphen is U+2010, which authors do not type: they use the one of ASCII.
    """
    return bool(textbox.pango_layout.text.endswith(textbox.style["hyphenate_character"]))


def draw_soft_hyphens(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps the function that draws a line of text: the hyphen of a broken word is a soft one.

    Search finds the word and copying gives it whole, as readers leave out U+00AD at a line's end.
    """

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


EMPTY_GLYPH_LENGTH = 1


def shrink(_document: Any, pdf: Any) -> None:
    """Finisher of WeasyPrint: replaces each OpenType font keyed by CID with its CFF table.

    WeasyPrint keeps the numbers of glyphs, with an empty one for each of the 63,000 that are not
    drawn. Such a font says the number of each glyph itself, so the empty ones can go.
    """
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Subtype") == "/OpenType":
            table = drawn_glyphs(b"".join(item.stream))
            if table:
                item.stream[:] = [table]
                item.extra["Subtype"] = "/CIDFontType0C"


def drawn_glyphs(content: bytes) -> bytes:
    """Returns a CFF table with the glyphs that are not empty; nothing if it is not keyed by CID."""
    font = TTFont(io.BytesIO(content))
    if "CFF " not in font:
        return b""
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return b""
    ends = top.CharStrings.charStringsIndex.offsets
    glyphs = [
        number
        for number in range(len(ends) - 1)
        if ends[number + 1] - ends[number] > EMPTY_GLYPH_LENGTH
    ]
    for tag in ("VORG", "vmtx", "vhea", "name", "post"):
        if tag in font:
            del font[tag]
    options = subset.Options(notdef_outline=True, glyph_names=True, hinting=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    subsetter.subset(font)
    shrunk = io.BytesIO()
    font.save(shrunk)
    return bytes(TTFont(io.BytesIO(shrunk.getvalue())).reader["CFF "])
