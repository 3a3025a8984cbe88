"""Recognises text that a converter wrote: Markdown, reStructuredText, Debian's html2text."""

import re

from markdown_it import MarkdownIt

from legacy_import.parsing.language_vocabulary import section_of

_LINK = re.compile(r"(?<!\\)\]\((?:[^()\s]|\\.|\([^()]*\))*\)")
_FENCE = re.compile(r"^:::+.*$", re.M)
_ATTRIBUTES = re.compile(r"(?<=[\])])\{[^{}\n]*\}|(?<=\S)[ \t]+\{[#.][^{}\n]*\}[ \t]*$", re.M)
_SPAN = re.compile(
    r"(?<![!\w\]\\])\[([^\[\]]+)\]\{(?P<given>[^{}]*lang=\"(?P<lang>[A-Za-z-]+)\"[^{}]*)\}"
)
_RAISED = re.compile(r"(?<!\^)\^([^\s^]{1,12})\^(?!\^)")
_LOWERED = re.compile(r"(?<!~)~([^\s~]{1,12})~(?!~)")
_SCRIPT = re.compile(r"\]\(javascript:(?:\\.|[^\s()\\]|\(\))*\)", re.I)
_TITLE = re.compile(r"^#{1,6} \S", re.M)
# The line below a table's head, where its rows made none.
_RULER = re.compile(r"^(?:<p>)?(?=.*-)(?=.*\|)[-|: ]{5,}(?:</p>)?$", re.M)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)[^*\n]+(?<=\S)\*\*(?![\w*])")
_BAR = re.compile(r"\\\|")
# A title that was wrapped: Markdown knows none, and its first word found no room above.
_WRAPPED_TITLE = re.compile(r"^(?P<line>#{1,6} \S.{40,80})\n(?P<word>[^\s#>*+|-]\S*)", re.M)
WRAP_WIDTH = 78
# Fewest links that make a text Markdown: a trail has as many.
FEWEST_LINKS = 4
# reStructuredText's links, roles and directives; and, with `\|`, lines of signs that only it has.
_RESTRUCTURED = re.compile(
    r"<[^<>\s]+>`_|(?<!\w):[a-z]+(?:-[a-z]+)*:`[^`\n]+`|^\.\. (?:\|[^|\n]+\| )?[a-z-]+::", re.M
)
_UNDERLINED = re.compile(r"^\S.*\n(?:~{4,}|\^{4,}|'{4,}|\"{4,})$", re.M)

_HEADING = re.compile(r"^(\*{1,6}) (?P<text>\S(?:[^\n]|\n(?=[^\s*]))*?) \1[ \t]*$", re.M)
_LINKED = re.compile(r"(?<!\S)\w+(?:_\w+)+")
_JOINED = re.compile(r"(?<=\S)_+(?=\S)|(?<=\S)_+(?=\s|$)|(?<=\s)_+(?=\S)|^_+(?=\w)", re.M)


def markdown_as_html(text: str) -> str | None:
    """Returns Markdown (also pandoc's and html2text's) as HTML; None if the text is none."""
    if not _is_markdown(text):
        return None
    text = _WRAPPED_TITLE.sub(_on_one_line, _SCRIPT.sub("](#)", text))
    text = _SPAN.sub(_span, _FENCE.sub("", text))
    text = _RAISED.sub(r"<sup>\1</sup>", _LOWERED.sub(r"<sub>\1</sub>", text))
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    rendered = _RULER.sub("", parser.render(_ATTRIBUTES.sub("", text)))
    return f"<html><body>{rendered}</body></html>"


def _is_markdown(text: str) -> bool:
    links, titles = len(_LINK.findall(text)), len(_TITLE.findall(text))
    signs = links + len(_BOLD.findall(text)) + len(_BAR.findall(text))
    return links >= FEWEST_LINKS or titles > 1 or bool(titles and signs)


def _on_one_line(found: re.Match[str]) -> str:
    had_room = len(found["line"]) + 1 + len(found["word"]) <= WRAP_WIDTH
    return found[0] if had_room else f"{found['line']} {found['word']}"


def is_restructured(text: str) -> bool:
    """Returns whether the text is reStructuredText, by its links, roles, directives or titles."""
    is_underlined = _BAR.search(text) is not None and _UNDERLINED.search(text) is not None
    return is_underlined or _RESTRUCTURED.search(text) is not None


def _span(found: re.Match[str]) -> str:
    direction = ' dir="rtl"' if 'dir="rtl"' in found["given"] else ""
    return f'<span lang="{found["lang"]}"{direction}>{found[1]}</span>'


def without_signs(text: str) -> str:
    """Returns the text without the signs for headings, links and cells of Debian's html2text.

    It writes “***** Mandate *****”, and underscores for the spaces of links and cells.
    """
    if not (_HEADING.search(text) or any(map(_is_section, _LINKED.findall(text)))):
        return text
    lines = (line if "://" in line else _JOINED.sub(" ", line) for line in text.split("\n"))
    return _HEADING.sub(_heading, "\n".join(lines))


def _is_section(linked: str) -> bool:
    return section_of(linked.replace("_", " ")) is not None


def _heading(found: re.Match[str]) -> str:
    return f"\n{' '.join(found['text'].split())}\n"
