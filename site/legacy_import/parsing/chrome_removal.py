"""Removes navigation of the former site from a page's text: links to top and printer version."""

import re
from dataclasses import replace

from legacy_import.parsing.language_vocabulary import TOP, is_printer_link, is_top_link
from legacy_import.parsing.text_blocks import Entry, Item, Line, Listing
from legacy_import.parsing.text_comparison import plain, strip_tags

# At the end of a line: a link to an anchor, or the phrase after a sentence.
_TOP_WORDS = "|".join(
    phrase.replace("pagina", "p[aá]gina").replace(" ", r"[\s\u00a0]+")
    for phrase in TOP
    if " " in phrase
)
_TOP_END = re.compile(
    rf"(?P<keep>^|[.!?:;»”\")\]]|\s{{2}}|<br/>|</a>)\s*[\[(^↑|-]*\s*"
    rf"(?:<a href=\"[^\"]*\">)?\s*(?P<phrase>{_TOP_WORDS})\s*[.\])↑^]*(?:</a>)?[\])]?\s*$",
    re.I,
)
_RULE = re.compile(r"^[-_=*~–—·.\s]{3,}$")


def without_chrome(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Returns the items without links to top and printer version, and those links' texts."""
    kept: list[Item] = []
    taken: list[str] = []
    starts_next = False
    for item in items:
        rest = _clean(item, taken)
        if isinstance(rest, Line) and starts_next:
            rest = replace(rest, starts=True)
        kept += [rest] if rest is not None else []
        # After what was removed a paragraph begins, as after a blank line.
        starts_next = rest is None
    return kept, taken


def _clean(item: Item, taken: list[str]) -> Item | None:
    if isinstance(item, Listing):
        return _clean_listing(item, taken)
    if not isinstance(item, Line):
        return item
    if is_top_link(item.text) or is_printer_link(item.text):
        taken.append(item.text)
        return None
    if _RULE.match(item.text):
        return None
    found = _TOP_END.search(item.html)
    if found is None:
        return item
    taken.append(found["phrase"])
    html = item.html[: found.start()] + found["keep"]
    return replace(item, html=html) if plain(strip_tags(html)) else None


def _clean_listing(listing: Listing, taken: list[str]) -> Listing | None:
    entries: list[Entry] = []
    for entry in listing.entries:
        if is_top_link(entry.text) or is_printer_link(entry.text):
            taken.append(entry.text)
        else:
            entries.append(entry)
    return Listing(tuple(entries)) if entries else None
