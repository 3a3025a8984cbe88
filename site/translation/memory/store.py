"""Writes pairs to the memory in bulk, with a constant number of queries for each batch.

Texts of restricted pages are kept out of it: translators can search it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.pages import restrictions
from core.signals import pages_restricted
from core.text.control_character_removal import cleaned
from core.text.folding import fold
from translation.memory.fuzzy_candidates import KEPT, keys
from translation.models import MemoryPair, MemoryShingle, MemorySource, Origin, SegmentRecord, State
from translation.upstream import plain

BATCH = 500
UPDATED = [
    "source_html", "target_html", "target_folded", "page_title", "page_type", "place",
    "approved_at", "approved_by",
]  # fmt: skip
LONGEST_TITLE = 255


@dataclass(frozen=True)
class NewPair:
    """A pair to store; texts are HTML as in `String.data`, instants in UTC."""

    source_language: str
    target_language: str
    source_html: str
    target_html: str
    approved_at: datetime
    origin: str = Origin.SITE.value
    file_name: str = ""
    page_key: UUID | None = None
    page_title: str = ""
    page_type: str = ""
    place: str = ""
    path: str = ""
    """The segment's path on its page; with `page_key`, what a later approval replaces."""
    approved_by_id: int | None = None

    @property
    def source_digest(self) -> str:
        """The hash of the plain original and its pair of languages."""
        return digest_of(plain(self.source_html), self.source_language, self.target_language)

    @property
    def digest(self) -> str:
        """The hash of the original and its place, or its translation if it has no place."""
        where = f"{self.page_key}/{self.path}" if self.page_key else f"={self.target_html}"
        return _digest(f"{self.source_digest}|{where}")


def digest_of(text: str, source_language: str, target_language: str) -> str:
    """Returns the hash for exact lookups of a plain original."""
    return _digest(f"{source_language}>{target_language}|{text}")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def keep(pairs: Iterable[NewPair]) -> int:
    """Stores pairs, replacing those at the same places; skips blank ones.

    Returns the number of stored pairs.
    """
    count = 0
    left = iter(pairs)
    while batch := list(islice(left, BATCH)):
        usable = {pair.digest: pair for pair in batch if _is_usable(pair)}
        _keep_batch(list(usable.values()))
        count += len(usable)
    return count


def _is_usable(pair: NewPair) -> bool:
    return bool(plain(pair.source_html) and plain(pair.target_html))


def _keep_batch(pairs: list[NewPair]) -> None:
    sources = _sources(pairs)
    # Sorted, so that concurrent transactions take locks in the same order and do not deadlock.
    rows = [
        _row(pair, sources[pair.source_digest]) for pair in sorted(pairs, key=attrgetter("digest"))
    ]
    MemoryPair.objects.bulk_create(
        cleaned(rows), update_conflicts=True, unique_fields=["digest"], update_fields=UPDATED
    )


@transaction.atomic
def remove(pairs: QuerySet[MemoryPair]) -> int:
    """Deletes pairs, and originals without pairs. Returns the number of pairs."""
    sources = list(pairs.order_by().values_list("source_id", flat=True).distinct())
    count, _by_model = pairs.delete()
    for start in range(0, len(sources), BATCH):
        batch = MemorySource.objects.filter(pk__in=sources[start : start + BATCH])
        batch.filter(pairs=None).delete()
    return count


def _sources(pairs: list[NewPair]) -> dict[str, int]:
    wanted = {pair.source_digest: pair for pair in pairs}
    there = _primary_keys(wanted)
    missing = [_source(digest, wanted[digest]) for digest in sorted(wanted.keys() - there.keys())]
    if not missing:
        return there
    MemorySource.objects.bulk_create(cleaned(missing), ignore_conflicts=True)
    there = _primary_keys(wanted)
    shingles = [shingle for source in missing for shingle in _shingles(source, there)]
    MemoryShingle.objects.bulk_create(shingles, ignore_conflicts=True, batch_size=5000)
    return there


def _primary_keys(digests: Iterable[str]) -> dict[str, int]:
    found = MemorySource.objects.filter(digest__in=list(digests))
    return dict(found.values_list("digest", "pk"))


def _source(digest: str, pair: NewPair) -> MemorySource:
    text = plain(pair.source_html)
    return MemorySource(
        digest=digest,
        source_language=pair.source_language,
        target_language=pair.target_language,
        text=text,
        folded=fold(text),
    )


def _shingles(source: MemorySource, primary_keys: dict[str, int]) -> list[MemoryShingle]:
    found = keys(source.text, source.source_language, source.target_language, KEPT)
    pk, length = primary_keys[source.digest], len(source.text)
    return [MemoryShingle(source_id=pk, key=key, length=length) for key in found]


def _row(pair: NewPair, source_id: int) -> MemoryPair:
    values: dict[str, Any] = {
        name: getattr(pair, name)
        for name in (
            "digest", "source_html", "target_html", "origin", "file_name", "page_key",
            "page_type", "place", "approved_at", "approved_by_id",
        )
    }  # fmt: skip
    return MemoryPair(
        source_id=source_id,
        target_folded=fold(plain(pair.target_html)),
        page_title=pair.page_title[:LONGEST_TITLE],
        **values,
    )


def record_approved(translation: Translation, records: Iterable[SegmentRecord]) -> int:
    """Stores the approved ones of these records; a constant number of queries.

    `records` belong to `translation` and have their context and string loaded. Returns the number
    of pairs.
    """
    return keep(_approved_pairs(translation, records))


def record_all_approved(approved: Iterable[tuple[Translation, Iterable[SegmentRecord]]]) -> int:
    """As `record_approved` for many translations, without those of restricted pages."""
    private = set(chain.from_iterable(_private_keys()))
    return keep(
        pair
        for translation, records in approved
        if translation.source.object_id not in private
        for pair in _approved_pairs(translation, records)
    )


def _approved_pairs(
    translation: Translation, records: Iterable[SegmentRecord]
) -> Iterator[NewPair]:
    source = translation.source
    for record in records:
        if record.state == State.APPROVED and record.approved_at is not None:
            yield NewPair(
                source_language=source.locale.language_code,
                target_language=translation.target_locale.language_code,
                source_html=record.string.data,
                target_html=record.text,
                approved_at=record.approved_at,
                approved_by_id=record.approved_by_id,
                page_key=source.object_id,
                page_title=source.object_repr,
                page_type=page_type_of(translation),
                place=record.context.field_path or record.context.path,
                path=record.context.path,
            )


def page_type_of(translation: Translation) -> str:
    """Returns "app_label.model" of the original."""
    kind = translation.source.specific_content_type
    return f"{kind.app_label}.{kind.model}"


def record_everything() -> int:
    """Stores all approved translations of the site. Returns the number of pairs.

    Restricted pages are left out. A few queries for each translation.
    """
    translations = Translation.objects.select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    for some in _private_keys():
        translations = translations.exclude(source__object_id__in=some)
    return sum(
        record_approved(
            each, each.records.filter(state=State.APPROVED).select_related("context", "string")
        )
        for each in translations.iterator(chunk_size=200)
    )


def _private_keys() -> Iterator[QuerySet[Page, UUID]]:
    """Yields the translation keys of pages that are restricted in any language."""
    for pages in restrictions.restricted(Page.objects.all()):
        yield pages.values_list("translation_key", flat=True)


def connect() -> None:
    """Connects the handler that forgets what becomes restricted."""
    pages_restricted.connect(_on_restricted, dispatch_uid="translation.memory.restricted_pages")


def is_private(instance: Any) -> bool:
    """Whether the instance is a page with view restrictions."""
    return isinstance(instance, Page) and bool(instance.get_view_restrictions().exists())


def _on_restricted(pages: QuerySet[Page], **_kwargs: Any) -> None:
    remove(MemoryPair.objects.filter(page_key__in=pages.values("translation_key")))
