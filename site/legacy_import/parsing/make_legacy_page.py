"""Makes a LegacyPage of a parsed file: its language, kind, titles, dates, posts and blocks."""

import re
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.utils.translation import gettext

from legacy_import.parsing.chrome_removal import without_chrome
from legacy_import.parsing.conference_dates import (
    dates_in_sentence,
    extension_of,
    says_more_than_extension,
)
from legacy_import.parsing.forum_threads import Thread, read_thread
from legacy_import.parsing.language_vocabulary import HOME, KINDS, kind_of, session_head
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.page_top import Head, read_head
from legacy_import.parsing.paragraph_grouping import group
from legacy_import.parsing.see_also import read_see_also
from legacy_import.parsing.text_blocks import Heading, Item, Line, Paragraph, Parsed
from legacy_import.parsing.text_comparison import fold, plain

_LINES = (Heading, Paragraph)
# Endings of the former site's file names: forummainstreaming_objectives.shtml.
_NAME = re.compile(
    r"(?:^|[_\-./ ])(about|introduction|objectives|agenda|(?:group|session)[_-]?(\d{1,2}))"
    r"(?:[_\-.](?:en|es|fr))?$",
    re.I,
)
_COMMON = {
    "en": {"the", "of", "and", "to", "in", "for", "on", "is", "will", "with", "that", "be"},
    "es": {"el", "la", "los", "las", "de", "y", "del", "para", "en", "que", "se", "por"},
    "fr": {"le", "la", "les", "des", "et", "du", "pour", "dans", "que", "une", "est", "sur"},
}


def make_legacy_page(name: str, sha256: str, parsed: Parsed) -> LegacyPage:
    """Returns the LegacyPage of a file's items."""
    items, taken = without_chrome(parsed.items)
    thread = read_thread(items)
    head, text = read_head(items if thread is None else thread.rest)
    page = LegacyPage(name, sha256, language_links=parsed.language_links)
    page.chrome = [*head.chrome, *taken, *parsed.chrome]
    page.doubts = _doubts(parsed, head, items)
    page.trail = head.trail.labels if head.trail else ()
    page.see_also = head.see_also
    page.dates = head.dates
    page.blocks = group(_without_late_see_also(text, page))
    page.label = page.trail[-1] if page.trail else ""
    page.language = _language(page, head, parsed)
    _set_kind(page, head)
    _set_titles(page, head)
    if thread is not None:
        _set_thread(page, thread)
    elif page.dates is None:
        _dates_from_text(page)
    _extend(page, head)
    return page


def _extend(page: LegacyPage, head: Head) -> None:
    """Sets the latest extension that a line states; lines that the dates do not say are text."""
    lines = [(extension_of(block.text), "") for block in page.blocks if isinstance(block, _LINES)]
    known = page.dates.ends if page.dates else date.max
    stated = [(day, text) for day, text in [*lines, *head.extensions] if day and day > known]
    last = max(stated, default=None)
    if page.dates is not None and last is not None:
        page.dates = replace(page.dates, extended_to=last[0])
    said = [
        text
        for day, text in head.extensions
        if (day, text) == last and not says_more_than_extension(text)
    ]
    page.chrome += said
    kept = [text for _day, text in head.extensions if text not in said]
    page.blocks[:0] = [Paragraph(escape(text, quote=False)) for text in kept]


def _set_thread(page: LegacyPage, thread: Thread) -> None:
    """Takes the posts over; of what stands beside them, only the frame was expected."""
    page.kind, page.posts, page.is_closed = "thread", thread.posts, thread.is_closed
    page.chrome += page.titles
    for post in page.posts:
        post.language = _language_of_text(post.text) or page.language
    beside = plain(" ".join(block.text for block in page.blocks))
    if beside:
        page.doubts.append(
            gettext("Text beside the posts was left out: “%(text)s”.") % {"text": beside[:200]}
        )


def _doubts(parsed: Parsed, head: Head, items: list[Item]) -> list[str]:
    doubts = [*parsed.doubts]
    if any("\ufffd" in getattr(item, "html", "") for item in items):
        doubts.append(gettext("Some letters were lost before: the text holds replacement signs."))
    if head.trail and not head.trail.is_sure:
        doubts.append(
            gettext("No signs stand between the trail's labels: “%(text)s” may be two of them.")
            % {"text": head.trail.labels[-1]}
        )
    if head.above:
        doubts.append(
            gettext("Text above the trail was kept: “%(text)s”.")
            % {"text": plain(" ".join(item.text for item in head.above))[:200]}
        )
    return doubts


def _without_late_see_also(items: list[Item], page: LegacyPage) -> list[Item]:
    """Reads a “See also” below the text, if it only names pages."""
    kept: list[Item] = []
    for item in items:
        found = read_see_also(item.html) if isinstance(item, Line) else None
        if found and all(kind_of(each.text) or each.address for each in found):
            page.see_also = [*page.see_also, *found]
            page.chrome.append(plain(getattr(item, "text", "")))
        else:
            kept.append(item)
    return kept


# --- Language -------------------------------------------------------------------------------


def _language(page: LegacyPage, head: Head, parsed: Parsed) -> str:
    """Returns the language by the trail, the file's statement, or its most common words."""
    by_words = _language_of_text(" ".join(block.text for block in page.blocks))
    by_trail = head.trail.language if head.trail else ""
    language = by_trail or parsed.language or by_words or "en"
    if by_words and by_words != language:
        page.doubts.append(
            gettext("The text reads like “%(words)s”, the page says “%(language)s”.")
            % {"words": by_words, "language": language}
        )
    return language


def _language_of_text(text: str) -> str:
    """Returns the language whose common words clearly prevail; else empty."""
    found = fold(text).split()
    counts = {code: sum(word in common for word in found) for code, common in _COMMON.items()}
    first, second, _third = sorted(counts.values(), reverse=True)
    best = max(counts, key=lambda code: counts[code])
    return best if first > 5 and first > second * 1.5 else ""


# --- Kind and title -------------------------------------------------------------------------


def _set_kind(page: LegacyPage, head: Head) -> None:
    """Sets the kind by the last label, then title lines, file name and content."""
    by_name = _NAME.search(PurePosixPath(urlsplit(page.name).path).stem)
    stem = by_name[1].lower() if by_name else ""
    by_titles = next((kind_of(title) for title in head.titles if kind_of(title)), "")
    page.kind = kind_of(page.label) or by_titles
    if not page.kind and by_name and not page.trail:
        page.kind = "session" if by_name[2] else "introduction" if stem == "about" else stem
    heads_within = sum(session_head(block.text) is not None for block in page.blocks)
    if not page.kind and heads_within > 1 and len(page.trail) != 1:
        page.kind = "agenda"
    page.kind = page.kind or "plain"
    if page.kind == "session":
        heads = [session_head(text) for text in (page.label, *head.titles)]
        page.number = next((each[0] for each in heads if each), None)
        if page.number is None and by_name and by_name[2]:
            page.number = int(by_name[2])


def _set_titles(page: LegacyPage, head: Head) -> None:
    for title in head.titles:
        session = session_head(title) if page.kind == "session" else None
        if page.label and fold(title) == fold(page.label):
            page.chrome.append(title)
        elif session is not None and session[0] == page.number and not page.theme:
            page.theme = session[1]
        elif not page.trail and (fold(title) in KINDS.get(page.kind, set())):
            page.label = page.label or title
        elif fold(title) not in HOME:
            page.titles.append(title)
    if page.kind == "session" and not page.theme:
        _theme_from_label(page)


def _theme_from_label(page: LegacyPage) -> None:
    """Takes the theme of “Session 1: The scope”, or a label without a number."""
    session = session_head(page.label)
    if session is not None and session[1]:
        page.theme = session[1]
    elif session is None and page.label:
        page.theme = page.label


def _dates_from_text(page: LegacyPage) -> None:
    paragraphs = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    for text in [*page.titles, *paragraphs]:
        dates = dates_in_sentence(text)
        if dates is not None:
            page.dates, page.dates_are_sure = dates, False
            return
