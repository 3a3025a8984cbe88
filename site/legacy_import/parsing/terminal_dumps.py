"""Cleans text that a terminal's browser wrote: numbers of links, their list, names of pictures."""

import re
from collections import Counter

# "References", "Visible links" and the like, and from there to the end only numbered addresses.
_LINKS = re.compile(
    r"\n[ \t]*(?:References|Links|Références|Referencias):?[ \t]*\n"
    r"(?P<list>(?:[ \t]*\n|[ \t]*(?:Visible|Hidden) links:?[ \t]*\n"
    r"|[ \t]*(?:\[?\d{1,4}\]?[.:]?)[ \t]+[a-z][a-z+.-]*:\S+[^\n]*(?:\n|$))+)\s*$",
    re.I,
)
_ENTRY = re.compile(r"^[ \t]*\[?(\d{1,4})\]?[.:]?[ \t]+(\S+)", re.M)
_NUMBER = re.compile(r"\[(\d{1,4})\](?!\()")
_PICTURE = re.compile(r"\[[\w%.-]+\.(?:gif|jpe?g|png)\]|\[(?:INLINE|IMAGE|LINK|EMBED)\]")


def without_numbers(text: str) -> tuple[str, list[str]]:
    """Returns the text without link numbers and their list, and the addresses linked to.

    A text whose numbers do not agree with a list of addresses at its end is no such dump.
    """
    found = _LINKS.search(text)
    if found is None:
        return text, []
    addresses = {int(number): address for number, address in _ENTRY.findall(found["list"])}
    body = text[: found.start()] + "\n"
    numbers = {int(number) for number in _NUMBER.findall(body)}
    if not addresses or not numbers or not numbers <= set(addresses):
        return text, []
    body = _NUMBER.sub("", _PICTURE.sub("", body))
    return body, [addresses[number] for number in sorted(numbers)]


def beyond_site(addresses: list[str]) -> list[str]:
    """Returns the web addresses that lead to other sites than most do."""
    web = [address for address in addresses if address.startswith(("http://", "https://"))]
    hosts = Counter(address.split("/")[2] for address in web)
    own = hosts.most_common(1)[0][0] if hosts else ""
    return [address for address in web if address.split("/")[2] != own]
