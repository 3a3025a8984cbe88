"""Aligns existing page pairs that were not translated segment by segment."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from wagtail.models import Locale, Page
from wagtail_localize.segments import StringSegmentValue

from core.pages.public_querysets import readable
from translation import upstream
from translation.memory.store import NewPair, keep
from translation.models import MemorySource, Origin

# Minimum and maximum length of a translation as a share of its original…
SHORTEST, LONGEST = 0.4, 2.5
# …except for originals of at most this many characters.
SHORT = 20
_NUMBER = re.compile(r"\d+")
_ID = re.compile(r"[^-]{8}(-[^-]{4}){3}-[^-]{12}")


def align(source: Locale, target: Locale) -> int:
    """Adds pairs from each live page and its live translation. Returns the number of pairs.

    Pairs that were approved segment by segment are kept unchanged.
    """
    return sum(keep(_new(list(pairs_of(*pages)))) for pages in _bilingual(source, target))


def _bilingual(source: Locale, target: Locale) -> Iterator[tuple[Page, Page]]:
    originals = readable(Page.objects.filter(locale=source)).order_by("path").specific()
    for page in originals.iterator(chunk_size=100):
        translated = page.get_translations().filter(locale=target, live=True).first()
        if translated is not None:
            yield page, translated.specific


def _new(pairs: list[NewPair]) -> list[NewPair]:
    """Returns the pairs whose original is not yet in the memory for this page."""
    digests = {pair.source_digest for pair in pairs}
    there = set(
        MemorySource.objects.filter(
            digest__in=digests, pairs__page_key__in={pair.page_key for pair in pairs}
        ).values_list("digest", flat=True)
    )
    return [pair for pair in pairs if pair.source_digest not in there]


def pairs_of(original: Any, translated: Any) -> Iterator[NewPair]:
    """Yields pairs from two language versions of a page (specific instances, saved or not)."""
    targets = _by_place(translated)
    for place, texts in _by_place(original).items():
        found = targets.get(place, [])
        if len(found) != len(texts):
            continue
        for (path, source), (_path, target) in zip(texts, found, strict=True):
            if _is_likely(upstream.plain(source), upstream.plain(target)):
                yield _pair(original, translated, path, source, target)


def _by_place(instance: Any) -> dict[str, list[tuple[str, str]]]:
    """Returns place (a path without ids) → paths and texts in reading order."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for segment in upstream.segments_on(instance):
        if isinstance(segment, StringSegmentValue):
            found[place_of(segment.path)].append((segment.path, segment.string.data))
    return found


def place_of(path: str) -> str:
    """Returns the path without ids: "body.6f1d….caption" → "body.caption"."""
    return ".".join(part for part in path.split(".") if not _ID.fullmatch(part))


def _is_likely(source: str, target: str) -> bool:
    """Whether the texts may be translations: not equal, similar length, same numbers."""
    if source == target or not (source and target):
        return False
    share = len(target) / len(source)
    if len(source) > SHORT and not SHORTEST <= share <= LONGEST:
        return False
    return sorted(_NUMBER.findall(source)) == sorted(_NUMBER.findall(target))


def _pair(original: Any, translated: Any, path: str, source: str, target: str) -> NewPair:
    return NewPair(
        source_language=original.locale.language_code,
        target_language=translated.locale.language_code,
        source_html=source,
        target_html=target,
        approved_at=translated.last_published_at or timezone.now(),
        origin=Origin.ALIGNED.value,
        page_key=original.translation_key,
        page_title=original.title,
        page_type=f"{original._meta.app_label}.{original._meta.model_name}",
        place=place_of(path),
        path=path,
    )
