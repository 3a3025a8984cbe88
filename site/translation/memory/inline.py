"""The inline elements of a text as other programs see them: opening, closing and empty codes."""

import re

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*?)(?P<empty>/?)>")
VOID = {"br", "wbr", "img", "hr"}


def tags_of(text: str) -> list[str]:
    """The opening and empty tags of an HTML text, in order, as they are written."""
    if "<" not in text:
        return []
    return [found[0] for found in _TAG.finditer(text) if not found["closing"]]
