"""The first words of a page's body, for descriptions."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils.text import Truncator

from core.text.control_character_removal import one_line


def first_words(body: Iterable[Any], count: int) -> str:
    """Returns the first `count` words of the first bound block with text, as plain text.

    Empty if no block has any.
    """
    texts = chain.from_iterable(block.block.get_searchable_content(block.value) for block in body)
    first = next(filter(None, (one_line(str(text)) for text in texts)), "")
    return str(Truncator(first).words(count))
