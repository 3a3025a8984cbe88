"""Groups lines into paragraphs and lists, and joins numbered lists with text in between."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from legacy_import.parsing.language_vocabulary import is_questions_label, session_head
from legacy_import.parsing.list_markers import Marker, marker_of, number_within_tag
from legacy_import.parsing.text_blocks import Block, Entry, Item, Line, Listing, Paragraph
from legacy_import.parsing.text_comparison import strip_tags

# A text with longer lines than this has one paragraph in each line.
WIDEST_WRAP = 130
# A text of shorter lines than this is not wrapped, but short.
NARROWEST_WRAP = 45
# The most text between two parts of one list.
FURTHEST = 6


def group(items: Iterable[Item]) -> list[Block]:
    """Returns blocks in reading order; no word of the items is lost."""
    items = list(items)
    grouper = _Grouper(wrap_width(items))
    for item in items:
        if isinstance(item, Line):
            grouper.line(item)
        else:
            grouper.flush()
            grouper.blocks.append(item)
    grouper.flush()
    return joined_lists(grouper.blocks)


def wrap_width(items: list[Item]) -> int:
    """Returns the width at which plain text was wrapped; 0 where it was not."""
    widths = [
        item.indent + len(item.text) for item in items if isinstance(item, Line) and item.is_typed
    ]
    longest = max(widths, default=0)
    full = [width for width in widths if width > longest * 0.8]
    return longest if NARROWEST_WRAP <= longest <= WIDEST_WRAP and len(full) >= 2 else 0


@dataclass
class _Open:
    """A list item that may continue."""

    indent: int
    style: str
    label: str
    content: list[str | Listing]
    siblings: list[Entry] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        return Entry(self.label, ()).number

    def closed(self) -> list[Entry]:
        return [*self.siblings, Entry(self.label, tuple(self.content))]


class _Grouper:
    def __init__(self, width: int) -> None:
        self.width = width
        self.blocks: list[Block] = []
        self.paragraph = ""
        self.stack: list[_Open] = []
        self.previous: Line | None = None

    def line(self, line: Line) -> None:
        html = number_within_tag(line.html)
        marker = marker_of(html)
        if marker is not None and self._is_item(line, marker):
            self._end_paragraph()
            self._item(line, marker)
        elif self.stack and self._continues_item(line):
            self._continue_item(line)
        else:
            self._end_lists()
            self._text(line)
        self.previous = line

    def flush(self) -> None:
        self._end_paragraph()
        self._end_lists()
        self.previous = None

    # --- Paragraphs -----------------------------------------------------------------------

    def _text(self, line: Line) -> None:
        if self.paragraph and not line.starts and not self._is_own_line(line):
            if not line.is_typed:
                self.paragraph += f"<br/>{line.html}"
                return
            if self._goes_on(line):
                self.paragraph = join_lines(self.paragraph, line.html)
                return
        self._end_paragraph()
        self.paragraph = line.html

    def _is_own_line(self, line: Line) -> bool:
        text = line.text
        before = self.previous.text if self.previous else ""
        return any(
            session_head(each) is not None or is_questions_label(each) for each in (text, before)
        )

    def _goes_on(self, line: Line) -> bool:
        """Returns whether the line above was wrapped rather than ended."""
        if self.previous is None:
            return False
        above, text = self.previous.text, line.text
        if text[:1].islower() and above[-1:] not in ".!?:":
            return True
        if above[-1:] in ",(-–" and self.width:
            return True
        first_word = text.split(" ", 1)[0]
        return bool(self.width) and (
            self.previous.indent + len(above) + 1 + len(first_word) > self.width * 0.85
        )

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append(Paragraph(self.paragraph))
            self.paragraph = ""

    # --- Lists ----------------------------------------------------------------------------

    def _is_item(self, line: Line, marker: Marker) -> bool:
        if not marker.is_weak or line.starts or not line.is_typed or self.previous is None:
            return True
        if self.stack:
            open_item = self.stack[-1]
            number = Entry(marker.label, ()).number
            same = any(level.style == marker.style for level in self.stack)
            follows = number is None or number in {(level.number or 0) + 1 for level in self.stack}
            return (same and follows) or number in (None, 1) or line.indent != open_item.indent
        above = self.previous.text
        if session_head(above) is not None or is_questions_label(above):
            return True
        return above[-1:] in ".:;?!)" or not self._goes_on(line)

    def _item(self, line: Line, marker: Marker) -> None:
        while self.stack and not self._belongs_below(self.stack[-1], line, marker):
            if self._is_sibling(self.stack[-1], line, marker):
                top = self.stack[-1]
                top.siblings = top.closed()
                top.label, top.content = marker.label, [marker.rest]
                return
            self._pop()
        self.stack.append(_Open(line.indent, marker.style, marker.label, [marker.rest]))

    def _belongs_below(self, top: _Open, line: Line, marker: Marker) -> bool:
        if line.indent > top.indent + 1:
            return True
        is_flat = line.indent >= top.indent - 1
        deeper = (top.style, marker.style) in (("figure", "letter"), ("letter", "bullet"))
        last = top.content[-1] if isinstance(top.content[-1], str) else ""
        belongs = not line.starts or strip_tags(last).rstrip()[-1:] in ":;,"
        is_new = not any(level.style == marker.style for level in self.stack)
        return is_flat and deeper and belongs and is_new

    def _is_sibling(self, top: _Open, line: Line, marker: Marker) -> bool:
        if top.style != marker.style or line.indent < top.indent - 1:
            return False
        if marker.style != "figure" or line.indent > top.indent + 1:
            return True
        # "1." after "4." begins a list of its own.
        return Entry(marker.label, ()).number == (top.number or 0) + 1

    def _continues_item(self, line: Line) -> bool:
        if self._is_own_line(line):
            return False
        if not line.is_typed:
            return not line.starts
        if line.starts:
            return line.indent > self.stack[-1].indent
        return line.indent > self.stack[-1].indent or self._goes_on(line)

    def _continue_item(self, line: Line) -> None:
        while len(self.stack) > 1 and line.starts and line.indent <= self.stack[-1].indent:
            self._pop()
        content = self.stack[-1].content
        if line.starts or not isinstance(content[-1], str):
            content.append(line.html)
        elif line.is_typed:
            content[-1] = join_lines(content[-1], line.html)
        else:
            content[-1] = f"{content[-1]}<br/>{line.html}"

    def _pop(self) -> None:
        listing = Listing(tuple(self.stack.pop().closed()))
        if self.stack:
            self.stack[-1].content.append(listing)
        else:
            self.blocks.append(listing)

    def _end_lists(self) -> None:
        while self.stack:
            self._pop()


def join_lines(above: str, below: str) -> str:
    """Joins two lines of a paragraph; a hyphen at the end of the first is kept."""
    is_parted = re.search(r"\w-$", strip_tags(above)) and re.match(r"[a-zà-ÿ]", strip_tags(below))
    return f"{above}{below}" if is_parted else f"{above} {below}"


def joined_lists(blocks: list[Block]) -> list[Block]:
    """Moves the blocks between item n and item n + 1 into item n."""
    result: list[Block] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        end = _continuation(blocks, position) if isinstance(block, Listing) else None
        if end is None or not isinstance(block, Listing):
            result.append(block)
            position += 1
            continue
        between, rest = blocks[position + 1 : end], blocks[end]
        blocks = [*blocks[:position], _joined(block, between, rest), *blocks[end + 1 :]]
    return result


def _continuation(blocks: list[Block], start: int) -> int | None:
    """Returns where the list at `start` goes on, or None."""
    listing = blocks[start]
    if not isinstance(listing, Listing) or not listing.is_ordered:
        return None
    following = len(listing.entries) + 1
    for position in range(start + 1, min(start + 2 + FURTHEST, len(blocks))):
        block = blocks[position]
        if isinstance(block, Listing) and block.entries[0].number is not None:
            goes_on = block.entries[0].number == following and _counts_up(block)
            return position if goes_on else None
        if not isinstance(block, Listing) and not _may_stand_between(block):
            return None
    return None


def _counts_up(listing: Listing) -> bool:
    numbers = [entry.number for entry in listing.entries]
    first = numbers[0] or 0
    return numbers == list(range(first, first + len(numbers)))


def _may_stand_between(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    return session_head(block.text) is None and not is_questions_label(block.text)


def _joined(listing: Listing, between: list[Block], rest: Block) -> Listing:
    *before, last = listing.entries
    further = [block.html if isinstance(block, Paragraph) else block for block in between]
    content = (*last.content, *[part for part in further if isinstance(part, str | Listing)])
    entries = rest.entries if isinstance(rest, Listing) else ()
    return Listing((*before, Entry(last.label, content), *entries))
