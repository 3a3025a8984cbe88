"""Recognises text that a converter wrote: Markdown, reStructuredText, Debian's html2text.

Also what a terminal's browser wrote: numbers of links, their list, names of pictures.
"""

import re
from bisect import bisect_left
from collections import Counter

from markdown_it import MarkdownIt

from legacy_import.parsing.language_vocabulary import is_printer_link, section_of

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

# "References", "Visible links" and the like, and from there to the end only numbered addresses.
_LINKS = re.compile(
    r"\n[ \t]*(?:References|Links|Références|Referencias):?[ \t]*\n"
    r"(?P<list>(?:[ \t]*\n|[ \t]*(?:Visible|Hidden) links:?[ \t]*\n"
    r"|[ \t]*(?:\[?\d{1,4}\]?[.:]?)[ \t]+(?:Image:[ \t]*)?[a-z][a-z+.-]*:\S+[^\n]*(?:\n|$))+)\s*$",
    re.I,
)
_HIDDEN = re.compile(r"^[ \t]*Hidden links:?[ \t]*$", re.I | re.M)
_ENTRY = re.compile(r"^[ \t]*\[?(\d{1,4})\]?[.:]?[ \t]+(Image:)?[ \t]*(\S+)", re.I | re.M)
_NUMBER = re.compile(r"\[(\d{1,4})\](?!\()")
_PICTURE = re.compile(r"\[[\w%.-]+\.(?:gif|jpe?g|png)\]|\[(?:INLINE|IMAGE|IMG|LINK|EMBED)\]")
_LABEL = re.compile(r"^([ \t]*)(?:CAPTION:[ \t]+|IFRAME:[ \t]+\S+[ \t]*$)", re.M)
# The last column of a line: after a gap, and not at its beginning.
_COLUMN = re.compile(r"^(?P<text>.{20,}?)[ \t]{2,}(?P<column>\S+(?: \S+)*)[ \t]*$")
_NAME = re.compile(r"\[[^\]\s]{1,20}\]")
HEAD_LINES = 15
LONGEST_COLUMN = 4

# Those of html2text.
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
    linked = (words.replace("_", " ") for words in _LINKED.findall(text))
    if not (_HEADING.search(text) or any(section_of(words) is not None for words in linked)):
        return text
    lines = (line if "://" in line else _JOINED.sub(" ", line) for line in text.split("\n"))
    return _HEADING.sub(_heading, "\n".join(lines))


def _heading(found: re.Match[str]) -> str:
    return f"\n{' '.join(found['text'].split())}\n"


def without_numbers(text: str) -> tuple[str, list[str]]:
    """Returns the text without link numbers and their list, and the addresses linked to.

    A text whose numbers do not agree with a list of addresses at its end is no such dump. Numbers
    in brackets that do not ascend with those of the links are text: terminals write H[2]O.
    """
    found = _LINKS.search(text)
    if found is None:
        return text, []
    shown = _HIDDEN.split(found["list"])[0]
    addresses = {int(number): address for number, is_picture, address in _ENTRY.findall(shown)}
    pictures = {int(number) for number, is_picture, _ in _ENTRY.findall(shown) if is_picture}
    body = text[: found.start()] + "\n"
    places = [each for each in _NUMBER.finditer(body) if int(each[1]) <= max(addresses, default=0)]
    chain = _ascending(places)
    linked = [int(place[1]) for place in chain if int(place[1]) in addresses]
    if len(linked) * 2 < len(addresses) or not linked:
        return text, []
    for place in reversed(chain):
        body = body[: place.start()] + body[place.end() :]
    return body, [addresses[number] for number in linked if number not in pictures]


def _ascending(places: list[re.Match[str]]) -> list[re.Match[str]]:
    """Returns the longest ascending row of numbers; of several, that of smaller ones."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        number = int(place[1])
        length = bisect_left(ends, number)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        tails[length : length + 1] = [index]
    chain, index = [], tails[-1] if tails else -1
    while index >= 0:
        chain.append(places[index])
        index = before[index]
    return chain[::-1]


def without_labels(text: str) -> str:
    """Returns the text without names of pictures and words that a terminal's browser adds."""
    return "\n".join(_without_printer_column(_LABEL.sub(r"\1", _PICTURE.sub("", text)).split("\n")))


def _without_printer_column(lines: list[str]) -> list[str]:
    """Removes the printer link where it stands in a column beside the trail."""
    for first in range(min(HEAD_LINES, len(lines))):
        last = _end_of_column(lines, first)
        if last is not None:
            cut = [_COLUMN.sub(r"\g<text>", line) for line in lines[first : last + 1]]
            kept = [line for line in cut if line.strip()]
            return [*lines[:first], *kept, *lines[last + 1 :]]
    return lines


def _end_of_column(lines: list[str], first: int) -> int | None:
    """Returns the last line of a printer link that begins in the last column of line `first`."""
    phrase, end = "", None
    for number, line in enumerate(lines[first : first + LONGEST_COLUMN], first):
        column = _COLUMN.match(line)
        if column is None:
            break
        word = _NAME.sub("", column["column"]).strip()
        phrase += word if phrase.endswith("-") or not phrase else f" {word}"
        end = number if is_printer_link(phrase) else end
    return end


def beyond_site(addresses: list[str]) -> list[str]:
    """Returns the web addresses that lead to other sites than most do."""
    web = [address for address in addresses if address.startswith(("http://", "https://"))]
    hosts = Counter(address.split("/")[2] for address in web)
    own = hosts.most_common(1)[0][0] if hosts else ""
    return [address for address in web if address.split("/")[2] != own]
