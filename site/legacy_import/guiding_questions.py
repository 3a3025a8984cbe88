"""Finds the guiding questions in a session's text."""

from django.utils.translation import gettext

from legacy_import.parsing.language_vocabulary import is_questions_label
from legacy_import.parsing.text_blocks import Block, Heading, Listing, Paragraph
from legacy_import.parsing.text_comparison import fold

Split = tuple[list[Block], list[str], list[Block]]


def split_questions(blocks: list[Block]) -> Split:
    """Returns the blocks before the questions, the questions as plain text, the blocks after.

    Without questions, or where they hold more than plain text, all blocks are “before”.
    """
    for place, block in enumerate(blocks):
        is_labelled = place > 0 and is_questions_label(blocks[place - 1].text)
        questions, end = _questions_at(blocks, place, is_labelled=is_labelled)
        if questions:
            return _before(blocks[:place], is_labelled=is_labelled), questions, blocks[end:]
        if isinstance(block, Listing) and is_labelled:
            break
    return blocks, [], []


def _questions_at(blocks: list[Block], place: int, *, is_labelled: bool) -> tuple[list[str], int]:
    block = blocks[place]
    if isinstance(block, Listing):
        questions = _in_list(block)
        asks = sum(question.splitlines()[0].endswith("?") for question in questions)
        return (questions, place + 1) if is_labelled or asks * 2 > len(questions) else ([], place)
    if not is_labelled:
        return [], place
    end = place
    while end < len(blocks) and _is_question(blocks[end]):
        end += 1
    return [blocks[i].text for i in range(place, end)], end


def _is_question(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.endswith("?") and "<a " not in block.html


def _in_list(listing: Listing) -> list[str]:
    """Returns the items as plain text; None where formatting or numbers would be lost."""
    if not (listing.is_bulleted or listing.is_ordered):
        return []
    texts = [entry.plain_text for entry in listing.entries]
    return [] if None in texts else [text or "" for text in texts]


def _before(blocks: list[Block], *, is_labelled: bool) -> list[Block]:
    """Returns the blocks without a label that the page's template shows itself."""
    label = blocks[-1] if blocks and is_labelled else None
    is_ours = isinstance(label, Paragraph | Heading) and fold(label.text) == fold(
        gettext("Guiding questions")
    )
    return blocks[:-1] if is_ours else blocks
