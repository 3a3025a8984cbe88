"""Looks up texts in the translation memory: exact and fuzzy matches, and words (concordance)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.html import escape

from rapidfuzz import fuzz, process

from core.text.folding import fold
from translation.inline_codes import tags_of
from translation.memory.fuzzy_candidates import candidates
from translation.memory.store import digest_of
from translation.models import MemoryPair, MemorySource
from translation.upstream import plain

AT_LEAST = 60
"""In per cent: below this, editing a match takes longer than translating."""
EXACT = 100
# Score for the same words with different inline elements or capitalization.
NEARLY = 99
# Maximum number of pairs read per original, which may occur on hundreds of pages.
PER_SOURCE = 10


@dataclass(frozen=True)
class Context:
    """The place of the segment that is being translated."""

    page_type: str = ""
    """"app_label.model", lower case, of the original page or snippet."""
    place: str = ""
    """The field's path without block ids: `TranslationContext.field_path`, or the path."""


@dataclass(frozen=True)
class Match:
    """One pair of the memory and its match percentage."""

    percentage: int
    """60 to 100; 100 means the same words and the same inline elements."""
    is_context: bool
    """Whether it was approved at the same place of the same page type."""
    source_html: str
    target_html: str
    page_title: str
    page_key: UUID | None
    approved_at: datetime
    """UTC."""
    origin: str
    """A `translation.models.Origin` value."""
    pair_id: int
    fits_markup: bool
    """Whether `target_html` only has inline elements that the text has too."""

    @cached_property
    def source(self) -> str:
        """The original as plain text."""
        return plain(self.source_html)

    @cached_property
    def target(self) -> str:
        """The translation as plain text."""
        return plain(self.target_html)

    @property
    def suggestion(self) -> str:
        """HTML to insert; without inline elements if they do not fit the original's."""
        return self.target_html if self.fits_markup else escape(self.target)


def find_matches(
    text: str,
    source_language: str,
    target_language: str,
    *,
    context: Context | None = None,
    limit: int = 5,
    at_least: int = AT_LEAST,
) -> list[Match]:
    """Returns the best pairs for `text` (HTML as in `String.data`) with three queries.

    Ordered by percentage, then same context, then latest approval. Pairs with the same texts are
    listed once.
    """
    wanted = plain(text)
    scores = _scores(wanted, source_language, target_language, limit, at_least)
    pairs = _pairs(scores, context or Context())
    tags = set(tags_of(text))
    matches = [_match(pair, text, scores[pair.source_id], context, tags) for pair in pairs]
    matches.sort(key=lambda match: match.approved_at, reverse=True)
    matches.sort(key=lambda match: (-match.percentage, not match.is_context))
    return list(_distinct(matches))[:limit]


def _scores(
    text: str, source_language: str, target_language: str, limit: int, at_least: int
) -> dict[int, int]:
    found = candidates(text, source_language, target_language, at_least)
    sources = MemorySource.objects.filter(pk__in=found)
    exact = MemorySource.objects.filter(digest=digest_of(text, source_language, target_language))
    texts = dict((sources | exact).values_list("pk", "text"))
    best = process.extract(text, texts, scorer=fuzz.ratio, limit=limit, score_cutoff=at_least)
    return {pk: EXACT if match == text else min(int(score), NEARLY) for match, score, pk in best}


def _pairs(source_ids: Iterable[int], context: Context) -> QuerySet[MemoryPair]:
    """Returns the best few pairs of each original."""
    here = When(page_type=context.page_type, place=context.place, then=Value(0))
    distance = Case(here, default=Value(1), output_field=IntegerField())
    order = [distance.asc(), F("approved_at").desc(), F("pk").desc()]
    rank = Window(RowNumber(), partition_by=F("source_id"), order_by=order)
    pairs = MemoryPair.objects.filter(source__in=list(source_ids))
    return pairs.annotate(rank=rank).filter(rank__lte=PER_SOURCE)


def _match(
    pair: MemoryPair, text: str, score: int, context: Context | None, tags: set[str]
) -> Match:
    if score == EXACT and tags_of(pair.source_html) != tags_of(text):
        score = NEARLY
    return Match(
        percentage=score,
        is_context=context is not None and context == Context(pair.page_type, pair.place),
        source_html=pair.source_html,
        target_html=pair.target_html,
        page_title=pair.page_title,
        page_key=pair.page_key,
        approved_at=pair.approved_at,
        origin=pair.origin,
        pair_id=pair.pk,
        fits_markup=set(tags_of(pair.target_html)) <= tags,
    )


def _distinct(matches: Iterable[Match]) -> Iterable[Match]:
    seen: set[tuple[str, str]] = set()
    for match in matches:
        said = match.source_html, match.target_html
        if said not in seen:
            seen.add(said)
            yield match


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
    column = "target_folded" if in_target else "source__folded"
    found = MemoryPair.objects.filter(
        source__source_language=source_language,
        source__target_language=target_language,
        **{f"{column}__contains": words},
    )
    hits: dict[tuple[int, str], Hit] = {}
    for pair in found.select_related("source").order_by("-pk")[: limit * LOOKED_AT]:
        hits.setdefault((pair.source_id, pair.target_folded), _hit(pair))
    return list(hits.values())[:limit]


def _hit(pair: MemoryPair) -> Hit:
    return Hit(
        source=pair.source.text,
        target=plain(pair.target_html),
        page_title=pair.page_title,
        page_key=pair.page_key,
        approved_at=pair.approved_at,
        pair_id=pair.pk,
    )
