"""Plain text in the form of the former site: a line after the other."""

import re
from html import escape

from conference.importing.parsing.blocks import Line, Parsed

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]'’]", re.I)
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"[ \t\u00a0\u2007\u202f\u200b\ufeff]*")
TAB = 4


def read_plain_text(text: str) -> Parsed:
    lines: list[Line] = []
    starts = True
    for raw in _BREAKS.split(text):
        indent = _BLANK.match(raw)
        content = _squeezed(raw)
        if content:
            width = len((indent[0] if indent else "").expandtabs(TAB))
            lines.append(Line(with_links(content), width, starts, is_typed=True))
        starts = not content
    return Parsed(list(lines))


def _squeezed(raw: str) -> str:
    """One space for each run of spaces and tabs; a single no-break space within text is kept."""
    text = re.sub(r"[ \t]+", " ", raw.strip(" \t\u00a0\u2007\u202f\u200b\ufeff"))
    return re.sub(r"\s{2,}", " ", text)


def with_links(text: str) -> str:
    """Escaped, with web addresses made into links."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0]
        target = address if "://" in address else f"http://{address}"
        pieces.append(escape(text[end : found.start()], quote=False))
        pieces.append(f'<a href="{escape(target)}">{escape(address, quote=False)}</a>')
        end = found.end()
    return "".join([*pieces, escape(text[end:], quote=False)])
