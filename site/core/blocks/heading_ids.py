"""Fragment identifiers of headings: one that stays, and those that led to the heading before.

The identifier comes from the id that Wagtail stores with the block. That is the same in every
translation of a page, and stays when the wording is corrected or the block is moved. Until
November 2026 it came from the text: those are kept with the block (`former_ids`), and what the
present text would give leads to the heading as well.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from wagtail.blocks import StreamValue

from core.text.foreign_passages import without_marks

LONGEST = 60
_SHORT = 8
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z]+")
# Ids that the templates of every page may use.
_OF_EVERY_TEMPLATE = re.compile(r"main|site-search|.*-title|(?:sheet|part|s)-.*")


@dataclass(frozen=True)
class HeadingIds:
    """Each is found once on the page."""

    id: str
    aliases: tuple[str, ...] = ()
    """Other identifiers by which links may lead to the heading."""


def id_from_text(text: str) -> str:
    """What a heading's identifier was before; empty for a text without letters and digits."""
    return slugify(text, allow_unicode=True)[:LONGEST]


def heading_ids(
    stream: StreamValue, streams: list[StreamValue], used_by_page: str = ""
) -> dict[int, HeadingIds]:
    """By position in `stream`, which is one of the page's `streams`, for its headings.

    `used_by_page` is a pattern of the ids that the page's own template uses.
    """
    if not any(stream is each for each in streams):
        streams = [stream]
    ids: dict[tuple[int, int], str] = {}
    for number, place, block in _headings(streams):
        names = _names(block.id, f"{number}-{place}")
        ids[number, place] = next(name for name in names if name not in ids.values())
    taken, result = set(ids.values()), {}
    for number, place, block in _headings(streams):
        aliases = tuple(_free(_other_ids(block.value), taken, used_by_page))
        if streams[number] is stream:
            result[place] = HeadingIds(ids[number, place], aliases)
    return result


def _headings(streams: list[StreamValue]) -> Iterator[tuple[int, int, Any]]:
    for number, stream in enumerate(streams):
        for place, block in enumerate(stream):
            if block.block_type == "heading":
                yield number, place, block


def _names(block_id: str | None, place: str) -> Iterator[str]:
    """The shortest first. Two blocks have one id where something copied it."""
    plain = _NOT_PLAIN.sub("", block_id or "")
    if plain:
        yield f"s-{plain[:_SHORT]}"
        yield f"s-{plain}"
    yield f"s-{plain or 'heading'}-{place}"


def _other_ids(value: Any) -> Iterator[str]:
    yield from (value.get("former_ids") or "").split()
    yield id_from_text(without_marks(value.get("text") or ""))


def _free(names: Iterable[str], taken: set[str], used_by_page: str) -> Iterator[str]:
    for name in names:
        is_used = _OF_EVERY_TEMPLATE.fullmatch(name) or re.fullmatch(used_by_page, name)
        if name and name not in taken and not is_used:
            taken.add(name)
            yield name
