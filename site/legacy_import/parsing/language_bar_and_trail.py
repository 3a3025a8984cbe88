"""Reads the language bar and the trail above a page's text."""

from dataclasses import dataclass, field, replace

from legacy_import.parsing.language_vocabulary import (
    PRINTER,
    is_end_of_printer_link,
    kind_of,
    language_of_bar,
    section_of,
)
from legacy_import.parsing.see_also import read_see_also
from legacy_import.parsing.text_blocks import Item, Line, Listing
from legacy_import.parsing.text_comparison import fold, strip_tags
from legacy_import.parsing.trail import SEPARATOR, Trail, labels_in_a_row, read_trail

# The longest frame, in lines.
FRAME_LINES = 40


@dataclass
class Frame:
    """Language bar and trail of a page."""

    trail: Trail | None = None
    chrome: list[str] = field(default_factory=list)
    above: list[Item] = field(default_factory=list)
    """Unknown lines above the trail."""


def with_whole_trail(items: list[Item]) -> list[Item]:
    """Joins lines that are pieces of one language bar or trail."""
    result: list[Item] = []
    for position, item in enumerate(items):
        above = result[-1] if result else None
        if position < FRAME_LINES and _are_one(above, item):
            assert isinstance(above, Line) and isinstance(item, Line)  # noqa: S101, PT018 - for mypy
            result[-1] = replace(above, html=f"{above.html} {item.html}")
        else:
            result.append(item)
    return result


def _are_one(above: Item | None, below: Item) -> bool:
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    if max(len(above.text), len(below.text)) > 250 or read_see_also(above.html) is not None:
        return False
    ends = above.text[-1:] in "|>»›" and not fold(above.text).endswith(tuple(PRINTER))
    begins = below.text[:1] in "|>»›"
    if ends or begins:
        return True
    # A trail that was wrapped within a label.
    is_trail = read_trail(above.text) is not None and not below.starts and below.is_typed
    if language_of_bar(below.text):
        return False
    if is_trail and (_ends_label(above.text, below.text) or _goes_on(above.text, below.text)):
        return True
    return is_trail and len(SEPARATOR.split(below.text)) > 1 and read_see_also(below.html) is None


def _ends_label(above: str, below: str) -> bool:
    """Returns whether `below` is the end of the trail's last label, or of the printer link."""
    label = SEPARATOR.split(above)[-1]
    is_number = below.isdecimal() and kind_of(f"{label} {below}") == "session"
    return is_number or is_end_of_printer_link(above, below)


def _goes_on(above: str, below: str) -> bool:
    """Returns whether a trail without signs has more of the site's sections in `below`."""
    if SEPARATOR.search(above) or SEPARATOR.search(below):
        return False
    known = [
        sum(section_of(label) is not None for label in labels_in_a_row(text))
        for text in (above, f"{above} {below}")
    ]
    return known[0] < known[1]


def after_frame(items: list[Item], frame: Frame) -> int:
    """Reads language bar and trail into `frame`; returns the index of the item after them."""
    place = next((i for i, item in enumerate(items[:FRAME_LINES]) if _trail_of(item)), None)
    if place is not None:
        frame.trail = _trail_of(items[place])
        frame.chrome.append(text_of(items[place]))
    for item in items[: place or 0]:
        if is_bar(item):
            frame.chrome.append(text_of(item))
        else:
            frame.above.append(item)
    if place is not None:
        return place + 1
    start = 0
    while start < len(items) and is_bar(items[start]):
        frame.chrome.append(text_of(items[start]))
        start += 1
    return start


def _trail_of(item: Item) -> Trail | None:
    if isinstance(item, Listing):
        return read_trail(text_of(item))
    return read_trail(strip_tags(item.html)) if isinstance(item, Line) else None


def is_bar(item: Item) -> bool:
    """Returns whether the item is a language bar."""
    return isinstance(item, Line | Listing) and bool(language_of_bar(text_of(item)))


def text_of(item: Item) -> str:
    """Returns the item's plain text, that of a list with signs between its entries."""
    if isinstance(item, Listing):
        return " | ".join(entry.text for entry in item.entries)
    return item.text
