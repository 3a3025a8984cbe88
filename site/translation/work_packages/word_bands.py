"""Counts the words of a package by match band: new, fuzzy, repeated and exact."""

from collections.abc import Iterable

from django.utils import timezone

from django_tasks import task

from translation.memory import find_matches
from translation.memory.store import digest_of
from translation.models import MemorySource, PackageAssignment, SegmentRecord
from translation.models.segments import TO_TRANSLATE
from translation.upstream import plain

NEW, FUZZY, REPEATED, EXACT = "new", "fuzzy", "repeated", "exact"
BANDS = ("words_new", "words_fuzzy", "words_repeated", "words_exact")
"""The fields of the bands."""
# Match percentage from which words count as fuzzy, as usual in CAT tools.
FUZZY_AT_LEAST = 75
# Maximum number of lookups of similar texts for each package: each takes some milliseconds.
# Further texts count as new.
MOST_LOOKUPS = 1000
# Number of hashes in one query.
BATCH = 500


@task()
def analyse(assignment_id: int) -> None:
    """Stores the words of the assignment by band, unless it was deleted meanwhile."""
    assignment = (
        PackageAssignment.objects.filter(pk=assignment_id)
        .select_related("package", "locale")
        .first()
    )
    if assignment is None:
        return
    for band, words in word_bands(assignment).items():
        setattr(assignment, f"words_{band}", words)
    assignment.analysed_at = timezone.now()
    assignment.save(update_fields=[*BANDS, "analysed_at"])


def word_bands(assignment: PackageAssignment) -> dict[str, int]:
    """Returns band → words of the segments that wait for translation."""
    records = (
        SegmentRecord.objects.filter(
            is_current=True,
            state__in=TO_TRANSLATE,
            translation__in=assignment.translations().order_by().values("pk"),
        )
        .select_related("string__locale")
        .order_by("translation", "order")
    )
    return _sums(list(records), assignment.locale.language_code)


def _sums(records: list[SegmentRecord], language: str) -> dict[str, int]:
    sums = {NEW: 0, FUZZY: 0, REPEATED: 0, EXACT: 0}
    known = _in_memory({_digest(record, language) for record in records})
    seen: set[int] = set()
    lookups = 0
    for record in records:
        if record.string_id in seen:
            band = REPEATED
        elif _digest(record, language) in known:
            band = EXACT
        elif record.predecessor_id:
            band = FUZZY
        else:
            lookups += 1
            band = FUZZY if lookups <= MOST_LOOKUPS and _is_similar(record, language) else NEW
        seen.add(record.string_id)
        sums[band] += record.words
    return sums


def _digest(record: SegmentRecord, language: str) -> str:
    text = plain(record.string.data)
    return digest_of(text, record.string.locale.language_code, language)


def _in_memory(digests: Iterable[str]) -> set[str]:
    every = sorted(digests)
    found: set[str] = set()
    for start in range(0, len(every), BATCH):
        batch = MemorySource.objects.filter(digest__in=every[start : start + BATCH])
        found.update(batch.values_list("digest", flat=True))
    return found


def _is_similar(record: SegmentRecord, language: str) -> bool:
    source = record.string.locale.language_code
    found = find_matches(record.string.data, source, language, limit=1, at_least=FUZZY_AT_LEAST)
    return bool(found)
