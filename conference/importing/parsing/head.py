"""The lines above a page's text: language bar, trail, title, dates, "See also"."""

from dataclasses import dataclass, field, replace

from conference.importing.parsing.blocks import Heading, Item, Line, Listing, Paragraph
from conference.importing.parsing.dates import Dates, dates_line, title_with_dates
from conference.importing.parsing.markers import marker_of
from conference.importing.parsing.see_also import Reference, read_see_also, references
from conference.importing.parsing.trail import SEPARATOR, Trail, read_trail
from conference.importing.parsing.vocabulary import (
    kind_of,
    language_of_bar,
    section_of,
    session_head,
)
from conference.importing.parsing.words import fold

# The frame of the former site ended within so many lines.
FRAME_LINES = 40
LONGEST_TITLE = 300
LONGEST_NAME = 100


@dataclass
class Head:
    trail: Trail | None = None
    titles: list[str] = field(default_factory=list)
    dates: Dates | None = None
    see_also: list[Reference] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)
    above: list[Item] = field(default_factory=list)
    """What stood above the trail and is nothing that is known."""


def read_head(items: list[Item]) -> tuple[Head, list[Item]]:
    """The head, and the items of the page's own text."""
    head = Head()
    items = _with_whole_trail(items)
    start = _after_frame(items, head)
    reader = _HeadReader(items, start, head)
    reader.read()
    return head, [*head.above, *reader.rest()]


def _with_whole_trail(items: list[Item]) -> list[Item]:
    """Lines joined that are pieces of one bar or trail, as table cells or wrapping part them."""
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
    ends = above.text[-1:] in "|>»›"
    begins = below.text[:1] in "|>»›"
    if ends or begins:
        return True
    # A trail that was wrapped within a label.
    is_trail = read_trail(above.text) is not None and not below.starts and below.is_typed
    if language_of_bar(below.text):
        return False
    return is_trail and len(SEPARATOR.split(below.text)) > 1 and read_see_also(below.html) is None


def _after_frame(items: list[Item], head: Head) -> int:
    """Takes the language bar and the trail; returns where the text below them begins."""
    place = next((i for i, item in enumerate(items[:FRAME_LINES]) if _trail_of(item)), None)
    if place is not None:
        head.trail = _trail_of(items[place])
        head.chrome.append(_text(items[place]))
    for item in items[: place or 0]:
        _above_trail(item, head)
    if place is not None:
        return place + 1
    start = 0
    while start < len(items) and _is_bar(items[start]):
        head.chrome.append(_text(items[start]))
        start += 1
    return start


def _above_trail(item: Item, head: Head) -> None:
    if _is_bar(item):
        head.chrome.append(_text(item))
    else:
        head.above.append(item)


def _trail_of(item: Item) -> Trail | None:
    if isinstance(item, Listing):
        return read_trail("|".join(entry.text for entry in item.entries))
    return read_trail(item.text) if isinstance(item, Line) else None


def _is_bar(item: Item) -> bool:
    if isinstance(item, Listing):
        return bool(language_of_bar("|".join(entry.text for entry in item.entries)))
    return isinstance(item, Line) and bool(language_of_bar(item.text))


def _text(item: Item) -> str:
    return (
        " | ".join(entry.text for entry in item.entries) if isinstance(item, Listing) else item.text
    )


class _HeadReader:
    """Reads title, dates and "See also" in whatever order they come, until the text begins."""

    def __init__(self, items: list[Item], start: int, head: Head) -> None:
        self.items = items
        self.position = start
        self.head = head
        self.kept: list[Item] = []

    @property
    def label(self) -> str:
        return self.head.trail.labels[-1] if self.head.trail and self.head.trail.labels else ""

    def rest(self) -> list[Item]:
        return [*self.kept, *self.items[self.position :]]

    def read(self) -> None:
        while self.position < len(self.items) and self.step(self.items[self.position]):
            pass

    def step(self, item: Item) -> bool:
        """Takes one item of the head; False where the text begins."""
        if isinstance(item, Listing) and not _is_bar(item):
            return False
        return (
            self.take_bar(item)
            or self.take_see_also(item)
            or self.take_dates(item)
            or self.take_title(item)
        )

    def take_bar(self, item: Item) -> bool:
        if not _is_bar(item):
            return False
        self.head.chrome.append(_text(item))
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

    def take_see_also(self, item: Item) -> bool:
        if not isinstance(item, Line | Heading) or self.head.see_also:
            return False
        found = read_see_also(item.html)
        if found is None:
            return False
        end = self.position + 1
        goes_on = not found or _ends_open(item.text)
        while end < len(self.items) and self.is_more(self.items[end], goes_on=goes_on):
            found = [*found, *_references_of(self.items[end])]
            goes_on = _ends_open(_text(self.items[end])) or goes_on
            end += 1
        if not any(map(is_page, found)) or not all(map(_may_be_named, found)):
            return False
        self.head.see_also = found
        self.head.chrome.append(" ".join(_text(each) for each in self.items[self.position : end]))
        self.position = end
        return True

    def is_more(self, item: Item, *, goes_on: bool) -> bool:
        """Whether `item` goes on with what "See also" names."""
        parts = _references_of(item)
        known = [part for part in parts if is_page(part)]
        if isinstance(item, Line) and not item.starts:
            return bool(parts) and (len(known) == len(parts) or (goes_on and len(known) > 0))
        starts_next = isinstance(item, Line | Listing)
        return starts_next and goes_on and bool(parts) and len(known) == len(parts)

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
        """The head of the page's own session; on an agenda such a line begins the text."""
        own = session_head(self.label)
        head = session_head(item.text)
        is_whole = len(item.text) <= LONGEST_TITLE and not self.head_has_session()
        return own is not None and head is not None and own[0] == head[0] and is_whole

    def head_has_session(self) -> bool:
        return any(session_head(title) for title in self.head.titles)

    def may_be_title(self, item: Line | Heading) -> bool:
        if len(item.text) > LONGEST_TITLE or (isinstance(item, Line) and marker_of(item.html)):
            return False
        if session_head(item.text) is not None and kind_of(self.label) != "session":
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
        """One title, which may be wrapped over several lines."""
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
            or session_head(item.text) is not None
            or marker_of(item.html) is not None
        )

    def blank_is_near(self) -> bool:
        """Whether a blank line ends the title soon."""
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


def _ends_open(text: str) -> bool:
    return text.rstrip()[-1:] in "|,;:"


def _references_of(item: Item) -> list[Reference]:
    if isinstance(item, Listing):
        return [
            part
            for entry in item.entries
            for content in entry.content
            if isinstance(content, str)
            for part in references(content)
        ]
    return references(item.html) if isinstance(item, Line | Paragraph) else []


def _may_be_named(reference: Reference) -> bool:
    """Whether it can be the name of a page or document; longer text is text."""
    return bool(reference.address) or len(reference.text) <= LONGEST_NAME


def is_page(reference: Reference) -> bool:
    """Whether it surely names a page, rather than being the rest of a sentence."""
    is_label = bool(kind_of(reference.text)) or section_of(reference.text) is not None
    return bool(reference.address) or is_label
