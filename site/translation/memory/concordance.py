"""Concordance search: finds words in originals or translations of the memory."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from core.text.folding import fold
from translation.models import MemoryPair
from translation.upstream import plain

# Number of hits examined to find distinct ones.
LOOKED_AT = 5


@dataclass(frozen=True)
class Hit:
    """One pair that contains the search words; texts are plain."""

    source: str
    target: str
    page_title: str
    page_key: UUID | None
    approved_at: datetime
    """UTC."""
    pair_id: int


def concordance(
    query: str,
    source_language: str,
    target_language: str,
    *,
    in_target: bool = False,
    limit: int = 20,
) -> list[Hit]:
    """Returns pairs that contain `query`, the latest approval first, with one query.

    Ignores accents and case. `in_target`: searches the translations.
    """
    words = fold(" ".join(query.split()))
    if not words:
        return []
    found = _pairs(words, in_target=in_target).filter(
        source__source_language=source_language, source__target_language=target_language
    )
    hits: dict[tuple[int, str], Hit] = {}
    for pair in found.select_related("source").order_by("-pk")[: limit * LOOKED_AT]:
        hits.setdefault((pair.source_id, pair.target_folded), _hit(pair))
    return list(hits.values())[:limit]


def _pairs(words: str, *, in_target: bool) -> QuerySet[MemoryPair]:
    if in_target:
        return MemoryPair.objects.filter(target_folded__contains=words)
    return MemoryPair.objects.filter(source__folded__contains=words)


def _hit(pair: MemoryPair) -> Hit:
    return Hit(
        source=pair.source.text,
        target=plain(pair.target_html),
        page_title=pair.page_title,
        page_key=pair.page_key,
        approved_at=pair.approved_at,
        pair_id=pair.pk,
    )
