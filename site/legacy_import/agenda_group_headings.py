"""Finds agenda headings that stand above several sessions, such as “Week 2”."""

from legacy_import.parsing.language_vocabulary import is_questions_label, is_stage
from legacy_import.parsing.text_blocks import Block, Grid, Heading, Paragraph

LONGEST_HEADING = 200


def split_stage(blocks: list[Block], session: Block) -> tuple[list[Block], list[Block]]:
    """Splits the blocks above a session's heading before the heading of its stage."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Grid):
            break
        is_directly_above = place == len(blocks) - 1
        if _leads(block) or (is_directly_above and _is_above(block, session)):
            return blocks[:place], blocks[place:]
    return blocks, []


def _leads(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and is_stage(block.text)


def _is_above(block: Block, session: Block) -> bool:
    """Returns whether a heading ranks above the session's own."""
    if not isinstance(block, Heading) or not isinstance(session, Heading):
        return False
    is_short = len(block.text) <= LONGEST_HEADING and not is_questions_label(block.text)
    return block.level < session.level and is_short and "<a " not in block.html
