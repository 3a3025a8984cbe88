"""Joins numbered lists that are interrupted by other text."""

from legacy_import.parsing.language_vocabulary import is_questions_label, session_head
from legacy_import.parsing.text_blocks import Block, Entry, Heading, Listing, Paragraph

# The most text between two parts of one list.
FURTHEST = 6


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
    if not isinstance(block, Paragraph) or isinstance(block, Heading):
        return False
    return session_head(block.text) is None and not is_questions_label(block.text)


def _joined(listing: Listing, between: list[Block], rest: Block) -> Listing:
    *before, last = listing.entries
    further = [block.html if isinstance(block, Paragraph) else block for block in between]
    content = (*last.content, *[part for part in further if isinstance(part, str | Listing)])
    entries = rest.entries if isinstance(rest, Listing) else ()
    return Listing((*before, Entry(last.label, content), *entries))
