"""Cleans text that a terminal's browser wrote: numbers of links, their list, names of pictures."""

import re
from bisect import bisect_left
from collections import Counter

from legacy_import.parsing.language_vocabulary import is_printer_link

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
    linked = [number for number in map(_number, chain) if number in addresses]
    if len(linked) * 2 < len(addresses) or not linked:
        return text, []
    for place in reversed(chain):
        body = body[: place.start()] + body[place.end() :]
    return body, [addresses[number] for number in linked if number not in pictures]


def _number(place: re.Match[str]) -> int:
    return int(place[1])


def _ascending(places: list[re.Match[str]]) -> list[re.Match[str]]:
    """Returns the longest ascending row of numbers; of several, that of smaller ones."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, _number(place))
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [_number(place)]
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
