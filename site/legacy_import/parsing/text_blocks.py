"""Data classes of a page's text, shared by the HTML and plain-text readers.

Inline text is HTML in Wagtail's form: `b i sup sub a br`, escaped, `<br/>` closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

from legacy_import.parsing.text_comparison import plain, strip_tags


@dataclass(frozen=True)
class InlineText:
    """Base class of what holds inline HTML."""

    html: str

    @property
    def text(self) -> str:
        """Returns the plain text."""
        return plain(strip_tags(self.html))


@dataclass(frozen=True)
class Line(InlineText):
    """A line of plain text, or of a paragraph in HTML."""

    indent: int = 0
    starts: bool = True
    """Whether a blank line, or the beginning of an element, stands before it."""
    is_typed: bool = False
    """From plain text, where a paragraph may go on in the next line."""


@dataclass(frozen=True)
class Heading(InlineText):
    """A heading."""

    level: int = 2


@dataclass(frozen=True)
class Paragraph(InlineText):
    """A paragraph."""


@dataclass(frozen=True)
class Entry:
    """A list item: paragraphs (HTML) and nested lists, in order."""

    label: str
    """As it was written, "1." or "(a)"; empty for a bullet."""
    content: "tuple[str | Listing, ...]"

    @property
    def text(self) -> str:
        """Returns the plain text."""
        texts = (strip_tags(p) if isinstance(p, str) else p.text for p in self.content)
        return plain(" ".join(texts))

    @property
    def number(self) -> int | None:
        """Returns the figure of “1.”, “1)” or “(1)”; None for other labels."""
        figure = self.label.strip("().")
        return int(figure) if figure.isdigit() else None

    @property
    def plain_text(self) -> str | None:
        """Returns the paragraphs as lines; None where a link or list would be lost."""
        lines: list[str] = []
        for part in self.content:
            if isinstance(part, Listing):
                if not part.is_plain:
                    return None
                lines.extend(f"{entry.label} {entry.plain_text}" for entry in part.entries)
                continue
            if "<a " in part or "<span " in part:
                return None
            lines.extend(plain(strip_tags(line)) for line in part.split("<br/>"))
        return "\n".join(line for line in lines if line) or None


@dataclass(frozen=True)
class Listing:
    """A list."""

    entries: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """Returns the plain text."""
        return " ".join(
            f"{'' if self.is_ordered else entry.label} {entry.text}" for entry in self.entries
        )

    @property
    def is_plain(self) -> bool:
        """Returns whether it has labels of its own, such as (a), and only plain text."""
        has_labels = not (self.is_bulleted or self.is_ordered)
        return has_labels and all(entry.plain_text is not None for entry in self.entries)

    @property
    def is_bulleted(self) -> bool:
        """Returns whether all labels are bullets."""
        return not any(entry.label for entry in self.entries)

    @property
    def is_ordered(self) -> bool:
        """Returns whether an `<ol>` shows the same numbers: 1, 2, 3…"""
        numbers = [entry.number for entry in self.entries]
        return numbers == list(range(1, len(numbers) + 1))


@dataclass(frozen=True)
class Grid:
    """A table of inline HTML; the first row has the column headings."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    """Inline HTML."""

    @property
    def text(self) -> str:
        """Returns the plain text."""
        cells = [strip_tags(cell) for row in self.rows for cell in row]
        return plain(" ".join([strip_tags(self.caption), *cells]))


Item = Line | Heading | Paragraph | Listing | Grid
Block = Heading | Paragraph | Listing | Grid


@dataclass
class Parsed:
    """What the reader of one file format returns."""

    items: list[Item]
    language: str = ""
    """As the file itself states it (`lang`)."""
    former_address: str = ""
    """As the file itself states it ("saved from", canonical)."""
    language_links: dict[str, str] = field(default_factory=dict)
    """Language code → address, from the language bar."""
    doubts: list[str] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)
    """What is not shown, and was left out."""


def inline_html(listing: Listing) -> str:
    """Returns a list as HTML in one line, its labels as they were written but for 1, 2, 3…"""
    parts: list[str] = []
    for entry in listing.entries:
        parts += [escape(entry.label)] if entry.label and not listing.is_ordered else []
        parts += [inline_html(p) if isinstance(p, Listing) else p for p in entry.content]
    return " ".join(parts)


def with_html(item: Item, change: Callable[[str], str]) -> Item:
    """Returns the item with `change` applied to each piece of its HTML."""
    if isinstance(item, Listing):
        return _listing_with(item, change)
    if isinstance(item, Grid):
        return replace(
            item,
            rows=tuple(tuple(change(cell) for cell in row) for row in item.rows),
            caption=change(item.caption),
        )
    return replace(item, html=change(item.html))


def _listing_with(listing: Listing, change: Callable[[str], str]) -> Listing:
    def changed(part: str | Listing) -> str | Listing:
        return change(part) if isinstance(part, str) else _listing_with(part, change)

    return Listing(
        tuple(Entry(each.label, tuple(map(changed, each.content))) for each in listing.entries)
    )
