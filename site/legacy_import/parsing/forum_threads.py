"""Reads the posts of a thread: “Title [#910]”, text, “posted on 2009-01-19 15:16 UTC by …”.

A post's text becomes Markdown, the form in which contributions are kept.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

from legacy_import.parsing.paragraph_grouping import group
from legacy_import.parsing.text_blocks import Block, Grid, Heading, Item, Line, Listing
from legacy_import.parsing.text_comparison import plain

_INSTANT = r"(?P<at>\d{4}-\d{2}-\d{2} \d{1,2}:\d{2})(?::\d{2})? ?(?:UTC|GMT)"
_NUMBER = re.compile(r"^(?P<title>.*?)\s*\[#(?P<number>\d{1,9})\]$")
_POSTED = re.compile(rf"^\(?posted on {_INSTANT} by (?P<by>.+?)\)?$", re.I)
_EDITED = re.compile(rf"^\(?edited on {_INSTANT}(?: by (?P<by>.+?))?\)?$", re.I)
_ANSWERS = re.compile(r"^this is a reply to #?(?P<number>\d{1,9})\b", re.I)
_BEHALF = re.compile(r"^\W*posted on behalf of:?\s+(?P<whom>.{2,200}?)[\s.:]*$", re.I)
_CLOSED = re.compile(r"^forum closed\b.*$", re.I)
LONGEST_TITLE = 200
# What Markdown would take for more than text.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
# At the beginning of a line these would make a list, a heading, a quotation or a line.
_OPENING = re.compile(r"^(\s*)([#+>=-])", re.M)
_FIGURE = re.compile(r"^(\s*\d{1,9})([.)])(?=\s)", re.M)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_TAG = re.compile(r"<[^>]*>")


@dataclass
class Post:
    """One post, as the page has it."""

    number: int
    title: str
    author: str = ""
    """Name, organization and country, as in “posted on … by”."""
    behalf: str = ""
    """Whom the first line says it was posted for."""
    posted_at: datetime | None = None
    """UTC; None where the page does not say."""
    edits: list[tuple[datetime, str]] = field(default_factory=list)
    """Instant (UTC) and who edited it."""
    answers: int | None = None
    text: str = ""
    """Markdown."""
    language: str = ""


@dataclass
class Thread:
    """The posts of a page, in the order in which they stand there."""

    posts: list[Post]
    rest: list[Item]
    """What stands before the first post and after the last."""
    is_closed: bool = False


def read_thread(items: list[Item]) -> Thread | None:
    """Returns the thread of a page that has one, else None."""
    lines = [_Numbered(item) for item in items]
    heads = [i for i, line in enumerate(lines) if line.number is not None and _is_post(lines, i)]
    if not heads:
        return None
    starts = [
        i - 1 if lines[i].title == "" and i and lines[i - 1].may_be_title else i for i in heads
    ]
    ends = [*starts[1:], len(items)]
    thread = Thread([], items[: starts[0]])
    for head, start, end in zip(heads, starts, ends, strict=True):
        title = lines[head].title or (plain(_text(items[start])) if start != head else "")
        post = Post(lines[head].number or 0, title[:LONGEST_TITLE])
        beyond = _fill(post, items[head + 1 : end])
        # After the last post stands the foot of the page; elsewhere nothing does.
        thread.rest += beyond
        thread.posts.append(post)
    thread.is_closed = any(_CLOSED.match(_text(item)) for item in thread.rest)
    thread.rest = [item for item in thread.rest if not _CLOSED.match(_text(item))]
    return thread


class _Numbered:
    """An item, with the number and title where it heads a post."""

    def __init__(self, item: Item) -> None:
        self.text = _text(item)
        found = _NUMBER.match(self.text) if isinstance(item, Line | Heading) else None
        self.number = int(found["number"]) if found else None
        self.title = found["title"] if found else ""
        self.may_be_title = isinstance(item, Line | Heading) and not (
            _POSTED.match(self.text) or _EDITED.match(self.text) or _CLOSED.match(self.text)
        )


def _is_post(lines: list[_Numbered], head: int) -> bool:
    """Returns whether “posted on” follows before the next number."""
    for line in lines[head + 1 :]:
        if _POSTED.match(line.text):
            return True
        if line.number is not None:
            return False
    return False


def _fill(post: Post, items: list[Item]) -> list[Item]:
    """Reads the lines of a post; returns those after it."""
    place = next(i for i, item in enumerate(items) if _POSTED.match(_text(item)))
    posted = _POSTED.match(_text(items[place]))
    if posted is not None:
        post.posted_at, post.author = _instant(posted["at"]), posted["by"]
    body = items[:place]
    rest = items[place + 1 :]
    while rest and (edited := _EDITED.match(_text(rest[0]))):
        at = _instant(edited["at"])
        post.edits += [(at, edited["by"] or "")] if at else []
        rest = rest[1:]
    while rest and (answer := _ANSWERS.match(_text(rest[0]))):
        post.answers, rest = int(answer["number"]), rest[1:]
    if body and (answer := _ANSWERS.match(_text(body[0]))):
        post.answers, body = int(answer["number"]), body[1:]
    if body and (behalf := _BEHALF.match(_text(body[0]))):
        post.behalf = behalf["whom"]
    post.text = markdown(group(body))
    return rest


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def _text(item: Item) -> str:
    return item.text if isinstance(item, Line | Heading) else ""


def markdown(blocks: list[Block]) -> str:
    """Returns the blocks as Markdown with the same words."""
    return "\n\n".join(text for block in blocks if (text := _block(block)))


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"### {_inline(block.html)}"
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Grid):
        return _table(block)
    return _inline(block.html)


def _listing(listing: Listing, indent: str = "") -> str:
    lines = []
    for number, entry in enumerate(listing.entries, 1):
        marker = "- " if listing.is_bulleted else f"{number}. "
        label = f"{entry.label} " if entry.label and not listing.is_ordered else ""
        below = indent + " " * len(marker)
        parts = [
            _inline(part).replace("\n", f"\n{below}")
            if isinstance(part, str)
            else _listing(part, below).lstrip()
            for part in entry.content
        ]
        if not (listing.is_bulleted or listing.is_ordered):
            marker = "- "
        lines.append(f"{indent}{marker}{label}" + f"\n\n{below}".join(parts))
    return "\n".join(lines)


def _table(grid: Grid) -> str:
    head, *rows = [[_inline(cell).replace("\n", " ") for cell in row] for row in grid.rows]
    lines = [head, ["---"] * len(head), *rows]
    caption = [f"{_inline(grid.caption)}\n"] if grid.caption else []
    return "\n".join([*caption, *(f"| {' | '.join(row)} |" for row in lines)])


def _inline(html: str) -> str:
    """Returns inline HTML as Markdown; of its marks only links stay."""
    pieces, end = [], 0
    for found in _LINK.finditer(html):
        pieces.append(_escaped(html[end : found.start()]))
        address = unescape(found[1])
        text = _escaped(found[2]).strip()
        is_web = re.fullmatch(r"(?:https?://|mailto:)[^\s<>]+", address)
        pieces.append(f"[{text}](<{address}>)" if is_web and text else _escaped(found[2]))
        end = found.end()
    text = "".join([*pieces, _escaped(html[end:])])
    return _FIGURE.sub(r"\1\\\2", _OPENING.sub(r"\1\\\2", text)).strip()


def _escaped(html: str) -> str:
    text = unescape(_TAG.sub("", html.replace("<br/>", "\n")))
    return _SIGNS.sub(r"\\\1", text).replace("&", "\\&")
