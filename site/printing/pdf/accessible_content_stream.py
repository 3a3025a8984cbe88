"""What sheets show, written so that screen readers, search and copying get it as it is meant.

Imported by the processes that render; it must not import Django.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf.stream import Stream

# Combining marks of Latin and Cyrillic, and vowel signs of Arabic.
MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
# Pango's empty glyph; above it are those that no font has.
NO_GLYPH = 0x0FFFFFFF
LAST_GLYPH = re.compile(r"^(?P<before>.*)(?P<glyph>[0-9a-f]{4})>(?P<kerning>-?\d*)$", re.DOTALL)


class ReadableSheet:
    """A sheet of a document, drawn on a `ReadableStream`; all else is the sheet's own."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sheet, name)

    def paint(self, stream: Stream, scale: float = 1) -> None:
        """Draws the sheet."""
        stream.__class__ = ReadableStream
        self._sheet.paint(stream, scale)


class ReadableStream(Stream):
    """WeasyPrint's stream; it writes decoration as artifacts, and text as readers find it."""

    _box: Any = None
    """The box that is drawn between the marks of its element."""
    _held: list[str] | None = None
    """Of a line that ends with the hyphen of a broken word: what is to be shown next."""

    def clone(self, **options: Any) -> Stream:
        """As WeasyPrint's own."""
        stream = super().clone(**options)
        stream.__class__ = type(self)
        return stream

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """As WeasyPrint's own; decoration is an artifact, without a place in the structure."""
        # What running heads and feet show belongs to no element.
        is_artifact = is_decoration(box) or box.element_tag is None
        self._box = box
        try:
            with self.artifact() if is_artifact else super().marked(box, tag):
                yield
        finally:
            self._box = None

    def begin_text(self) -> None:
        """As WeasyPrint's own; the line is that of the box that is marked."""
        super().begin_text()
        if isinstance(self._box, TextBox):
            if MARKS.search(self._box.text):
                name_glyphs(self, self._box)
            if self._tags is not None and ends_with_hyphen(self._box):
                self._held = []

    def show_text(self, text: str) -> None:
        """As WeasyPrint's own, but the last string of a line with such a hyphen waits for its end.

        The line is shown in strings, one for each font; the hyphen ends the last.
        """
        if self._held is None:
            super().show_text(text)
        else:
            self._show_held()
            self._held.append(text)

    def set_font_size(self, font: Any, size: float) -> None:
        """As WeasyPrint's own, for what is shown from here on."""
        self._show_held()
        super().set_font_size(font, size)

    def set_text_rise(self, height: float) -> None:
        """As WeasyPrint's own, for what is shown from here on."""
        self._show_held()
        super().set_text_rise(height)

    def _show_held(self) -> None:
        while self._held:
            super().show_text(self._held.pop())

    def end_text(self) -> None:
        """As WeasyPrint's own, after the string that ends with the hyphen."""
        held, self._held = self._held, None
        for text in held or ():
            self._show_with_soft_hyphen(text)
        super().end_text()

    def _show_with_soft_hyphen(self, text: str) -> None:
        """Shows the last glyph as a span that stands for a soft hyphen.

        Search finds the word and copying gives it whole: readers leave out U+00AD at a line's end.
        """
        found = LAST_GLYPH.match(text)
        if found is None:
            self.show_text(text)
            return
        before = f"{found['before']}>"
        if before != "<>":
            self.show_text(before)
        self.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String("\u00ad")}))
        self.show_text(f"<{found['glyph']}>")
        self.end_marked_content()


def is_decoration(box: Any) -> bool:
    """Returns whether the box is drawn but says nothing: an image without alternative."""
    element = box.element
    if element is None or box.element_tag != element.tag or not hasattr(box, "replacement"):
        return False
    if element.get("aria-hidden") == "true" or element.get("role") == "presentation":
        return True
    return bool(element.tag == "img" and not element.get("alt"))


def ends_with_hyphen(textbox: Any) -> bool:
    """Returns whether the line ends with the hyphen of a broken word.

    The engine's hyphen is U+2010, which authors do not type: they use the one of ASCII.
    """
    return bool(textbox.pango_layout.text.endswith(textbox.style["hyphenate_character"]))


def name_glyphs(stream: Any, textbox: Any) -> None:
    """Says of the glyphs of letters and their marks what each stands for.

    The engine gives the text of both to the glyph that comes first, and none to the other, for the
    whole document: once "أُ" was drawn, no "أ" was found or copied.
    """
    line, _index = textbox.pango_layout.get_first_line()
    content = textbox.pango_layout.text.encode()
    for run in _runs(line):
        _name_glyphs_of_run(stream, run, content)


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
