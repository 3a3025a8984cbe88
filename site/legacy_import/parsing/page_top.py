"""Reads the lines above a page's text: language bar, trail, title, dates, “See also”."""

from dataclasses import dataclass, field
from datetime import date

from legacy_import.parsing.conference_dates import (
    Dates,
    dates_line,
    extension_of,
    title_with_dates,
)
from legacy_import.parsing.language_bar_and_trail import (
    Frame,
    after_frame,
    is_bar,
    text_of,
    with_whole_trail,
)
from legacy_import.parsing.language_vocabulary import TEXT_HEADINGS, kind_of, session_head
from legacy_import.parsing.list_markers import marker_of
from legacy_import.parsing.see_also import (
    Reference,
    ends_open,
    is_page,
    may_be_named,
    read_see_also,
    references_of,
)
from legacy_import.parsing.text_blocks import Heading, Item, Line, Listing
from legacy_import.parsing.text_comparison import fold

LONGEST_TITLE = 300


@dataclass
class Head(Frame):
    """What the lines above a page's text say."""

    titles: list[str] = field(default_factory=list)
    dates: Dates | None = None
    extensions: list[tuple[date, str]] = field(default_factory=list)
    """The lines that tell of an extension, each with its day."""
    see_also: list[Reference] = field(default_factory=list)


def read_head(items: list[Item]) -> tuple[Head, list[Item]]:
    """Returns the head, and the items of the page's text."""
    head = Head()
    items = with_whole_trail(items)
    start = after_frame(items, head)
    reader = _HeadReader(items, start, head)
    reader.read()
    return head, [*head.above, *items[reader.position :]]


class _HeadReader:
    """Reads title, dates and “See also”, in any order, until the text begins."""

    def __init__(self, items: list[Item], start: int, head: Head) -> None:
        self.items = items
        self.position = start
        self.head = head

    @property
    def label(self) -> str:
        return self.head.trail.labels[-1] if self.head.trail and self.head.trail.labels else ""

    def read(self) -> None:
        while self.position < len(self.items) and self.step(self.items[self.position]):
            pass

    def step(self, item: Item) -> bool:
        """Reads one item; returns False where the text begins."""
        if isinstance(item, Listing) and not is_bar(item):
            return False
        return (
            self.take_bar(item)
            or self.take_see_also(item)
            or self.take_dates(item)
            or self.take_extension(item)
            or self.take_title(item)
        )

    def take_bar(self, item: Item) -> bool:
        if not is_bar(item):
            return False
        self.head.chrome.append(text_of(item))
        self.position += 1
        return True

    def take_dates(self, item: Item) -> bool:
        if self.head.dates is not None or not isinstance(item, Line | Heading):
            return False
        lines = [item.text]
        below = self.items[self.position + 1 : self.position + 2]
        if below and isinstance(below[0], Line) and not below[0].starts:
            lines.append(f"{item.text} {below[0].text}")
        # A dates line may be wrapped; the longer reading has the extension.
        for count, text in reversed(list(enumerate(lines, 1))):
            dates = dates_line(text)
            if dates is not None and (count == 1 or dates != dates_line(item.text)):
                self.head.dates = dates
                self.head.chrome.append(text)
                self.position += count
                return True
        return False

    def take_extension(self, item: Item) -> bool:
        day = extension_of(item.text) if isinstance(item, Line | Heading) else None
        if day is None:
            return False
        self.head.extensions.append((day, text_of(item)))
        self.position += 1
        return True

    def take_see_also(self, item: Item) -> bool:
        if not isinstance(item, Line | Heading) or self.head.see_also:
            return False
        found = read_see_also(item.html)
        if found is None:
            return False
        end = self.position + 1
        goes_on = not found or ends_open(item.text)
        while end < len(self.items) and self.is_more(self.items[end], goes_on=goes_on):
            found = [*found, *references_of(self.items[end])]
            goes_on = ends_open(text_of(self.items[end])) or goes_on
            end += 1
        if not any(map(is_page, found)) or not all(map(may_be_named, found)):
            return False
        self.head.see_also = found
        self.head.chrome.append(" ".join(text_of(each) for each in self.items[self.position : end]))
        self.position = end
        return True

    def is_more(self, item: Item, *, goes_on: bool) -> bool:
        """Returns whether `item` continues the “See also”."""
        parts = references_of(item)
        known = [part for part in parts if is_page(part) and not self.is_heading(part)]
        if isinstance(item, Line) and not item.starts:
            return bool(parts) and (len(known) == len(parts) or (goes_on and len(known) > 0))
        starts_next = isinstance(item, Line | Listing)
        return starts_next and goes_on and bool(parts) and len(known) == len(parts)

    def is_heading(self, reference: Reference) -> bool:
        """Returns whether it is the page's own heading: no page references itself."""
        if reference.address:
            return False
        kind = kind_of(self.label)
        is_of_kind = kind not in ("", "session") and kind_of(reference.text) == kind
        is_own = is_of_kind or self.is_own_label(reference.text)
        return is_own or fold(reference.text) in TEXT_HEADINGS

    def take_title(self, item: Item) -> bool:
        if not isinstance(item, Line | Heading):
            return False
        if self.is_own_label(item.text) or self.is_session_head(item):
            self.head.titles.append(item.text)
            self.position += 1
            return True
        if not self.may_be_title(item):
            return False
        return self.take_title_lines()

    def is_own_label(self, text: str) -> bool:
        return bool(self.label) and fold(text) == fold(self.label)

    def is_session_head(self, item: Line | Heading) -> bool:
        """Returns whether it is the session's own heading; on an agenda the text begins there."""
        own = session_head(self.label)
        head = session_head(item.text)
        is_whole = len(item.text) <= LONGEST_TITLE and not any(map(session_head, self.head.titles))
        return own is not None and head is not None and own[0] == head[0] and is_whole

    def may_be_title(self, item: Line | Heading) -> bool:
        if len(item.text) > LONGEST_TITLE or (isinstance(item, Line) and marker_of(item.html)):
            return False
        if session_head(item.text) is not None and kind_of(self.label) != "session":
            return False
        if self.head.see_also and isinstance(item, Line) and not self.dates_are_near():
            return False
        others = [title for title in self.head.titles if not self.is_own_label(title)]
        ends_sentence = item.text[-1:] in ".:;?!" and not isinstance(item, Heading)
        if self.dates_are_near() and (self.dates_follow() or not ends_sentence):
            return len(others) < 3
        return not others and not ends_sentence

    def dates_are_near(self) -> bool:
        if self.head.dates is not None:
            return False
        for item in self.items[self.position : self.position + 7]:
            if not isinstance(item, Line | Heading) or len(item.text) > LONGEST_TITLE:
                return False
            if session_head(item.text) is not None and kind_of(self.label) != "session":
                return False
            if dates_line(item.text) or title_with_dates(item.text):
                return True
        return False

    def dates_follow(self) -> bool:
        following = self.items[self.position + 1 : self.position + 2]
        return any(dates_line(getattr(item, "text", "")) is not None for item in following)

    def take_title_lines(self) -> bool:
        """Reads one title, which may be wrapped over several lines."""
        lines: list[str] = []
        most = 4 if self.dates_are_near() or self.blank_is_near() else 1
        while len(lines) < most and self.position < len(self.items):
            item = self.items[self.position]
            is_first = not lines
            if not isinstance(item, Line | Heading) or not self.goes_on(item, is_first=is_first):
                break
            lines.append(item.text)
            self.position += 1
        self.add_title(" ".join(lines))
        return bool(lines)

    def goes_on(self, item: Line | Heading, *, is_first: bool) -> bool:
        if is_first:
            return True
        if isinstance(item, Heading) or item.starts:
            return False
        is_other = self.is_own_label(item.text) or dates_line(item.text) is not None
        return not (
            is_other
            or read_see_also(item.html) is not None
            or extension_of(item.text) is not None
            or session_head(item.text) is not None
            or marker_of(item.html) is not None
        )

    def blank_is_near(self) -> bool:
        """Returns whether a blank line ends the title soon."""
        following = self.items[self.position + 1 : self.position + 5]
        for item in following:
            if not isinstance(item, Line) or item.starts or self.is_own_label(item.text):
                return True
            if item.text[-1:] in ".:;?!" or len(item.text) > 150:
                return False
        return False

    def add_title(self, text: str) -> None:
        parted = title_with_dates(text) if self.head.dates is None else None
        if parted is not None:
            text, self.head.dates = parted
        if text:
            self.head.titles.append(text)
