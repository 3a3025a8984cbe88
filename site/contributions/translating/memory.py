"""Translation memory of contributions: matches for a segment, and approved pairs kept in it."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from contributions.conference_registry import known
from contributions.models import Contribution, ContributionTranslation
from contributions.translating.segments import Segment, read
from translation import memory
from translation.memory.store import NewPair, keep, remove
from translation.models import MemoryPair
from translation.permissions.draft_visibility import closed_keys

PAGE_TYPE = "contributions.contribution"
_NAMESPACE = UUID("6f0f6c8e-1d0c-5a3b-9f5e-3a1d2c7b9e10")
SHOWN = 3


@dataclass(frozen=True)
class Match:
    """A translation of the same or a similar segment, as it would be inserted."""

    percentage: int
    source: str
    target: str
    title: str


def memory_key(contribution: Contribution) -> UUID:
    """Returns the key of the contribution's pairs, as the translation key is that of a page's."""
    return uuid5(_NAMESPACE, str(contribution.pk))


def matches(user: Any, segment: Segment, source_language: str, language: str) -> list[Match]:
    """Returns the best pairs for a segment, without those of pages the user may not read."""
    context = memory.Context(PAGE_TYPE, "text")
    text = html.escape(segment.source)
    found = memory.find_matches(text, source_language, language, context=context, limit=SHOWN)
    closed = closed_keys(user)
    return [
        Match(each.percentage, each.source, _insertable(each), each.page_title)
        for each in found
        if each.page_key not in closed
    ]


def _insertable(match: memory.Match) -> str:
    """Returns the translation as Markdown; that of a page, which is HTML, as plain text."""
    is_markdown = "<" not in match.target_html
    return html.unescape(match.target_html) if is_markdown else match.target


def record(translation: ContributionTranslation) -> int:
    """Stores the approved pairs, unless the conference is not public; returns their number."""
    contribution = translation.contribution
    if known().of_session(contribution.session_key, contribution.language) is None:
        return 0
    return keep(_pairs(translation))


def _pairs(translation: ContributionTranslation) -> Iterator[NewPair]:
    contribution = translation.contribution
    key = memory_key(contribution)
    for place, segment in enumerate(read(translation.segments)):
        yield NewPair(
            source_language=contribution.language,
            target_language=translation.language,
            source_html=html.escape(segment.source),
            target_html=html.escape(segment.target),
            approved_at=translation.published_at or timezone.now(),
            approved_by_id=translation.changed_by_id,
            page_key=key,
            page_title=str(contribution),
            page_type=PAGE_TYPE,
            place="title" if place == 0 else "text",
            path=f"{translation.language}.{place}",
        )


def forget(contributions: list[Contribution]) -> None:
    """Removes all pairs of contributions that were redacted, withdrawn or erased."""
    keys = [memory_key(each) for each in contributions]
    remove(MemoryPair.objects.filter(page_key__in=keys))
