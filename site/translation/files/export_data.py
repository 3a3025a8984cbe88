"""Export data for any format: pages in tree order with segments, comments and matches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from wagtail.models import Page
from wagtail_localize.models import Translation

from terms import bilingual_terms
from terms.translation_check import in_full
from translation.checks.problems import Text
from translation.checks.translation_segments import Segment, segments_of
from translation.memory import Context, Match, find_matches
from translation.models import SegmentRecord, State

SEPARATOR = " › "
# Maximum number of segments with matches: each lookup takes some milliseconds.
MOST_WITH_MATCHES = 400


@dataclass(frozen=True)
class Unit:
    """One segment, with its earlier original and translation if it is stale."""

    segment: Segment
    old_source: str = ""
    """HTML; empty if the segment is not stale."""

    @property
    def id(self) -> str:
        """The id of the segment in the file."""
        return unit_id(self.segment)

    @property
    def is_open(self) -> bool:
        """Whether the segment still has to be translated."""
        return not self.segment.text.target or self.segment.state == State.STALE


@dataclass(frozen=True)
class Document:
    """One page or snippet in one language."""

    uuid: UUID
    """The UUID of the `Translation`."""
    pk: int
    title: str
    trail: str
    """The titles from the home page to the page, or the title alone."""
    units: tuple[Unit, ...]

    @property
    def source_language(self) -> str:
        """The language code of the original."""
        return self.units[0].segment.text.source_language

    @property
    def target_language(self) -> str:
        """The language code of the translation."""
        return self.units[0].segment.text.target_language


def unit_id(segment: Segment) -> str:
    """Returns an id (an XML name) that is stable while the text stays at its place."""
    said = f"{segment.path}|{segment.text.source}"
    return f"u{sha256(said.encode()).hexdigest()[:16]}"


def documents_of(translations: QuerySet[Translation]) -> list[Document]:
    """Returns pages in tree order, then snippets, with seven queries."""
    uuids = dict(translations.values_list("pk", "uuid"))
    before = _old_sources(translations)
    segments = list(segments_of(translations))
    places = _places({segment.key for segment in segments})
    found = []
    for pk, group in groupby(segments, lambda segment: segment.translation_id):
        # Repeated strings of one field share one translation.
        once = {(item.path, item.text.source): item for item in group}
        units = tuple(
            Unit(item, before.get((pk, path, text), "")) for (path, text), item in once.items()
        )
        first = units[0].segment
        path, trail = places.get((first.key, first.text.source_language), ("~", first.title))
        found.append((path, Document(uuids[pk], pk, first.title, trail, units)))
    found.sort(key=lambda pair: (pair[0], pair[1].target_language))
    return [document for _path, document in found]


def _old_sources(translations: QuerySet[Translation]) -> dict[tuple[int, str, str], str]:
    records = SegmentRecord.objects.filter(
        translation__in=translations.values("pk"), is_current=True, state=State.STALE
    ).exclude(predecessor=None)
    rows = records.values_list(
        "translation_id", "context__path", "string__data", "predecessor__string__data"
    )
    return {(pk, path, text): old for pk, path, text, old in rows}


def _places(keys: set[UUID]) -> dict[tuple[UUID, str], tuple[str, str]]:
    pages = Page.objects.filter(translation_key__in=keys)
    rows = list(pages.values_list("translation_key", "locale__language_code", "path", "title"))
    above = {row[2][:end] for row in rows for end in range(8, len(row[2]) + 1, Page.steplen)}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    return {(key, language): (path, _trail(path, titles)) for key, language, path, _title in rows}


def _trail(path: str, titles: dict[str, str]) -> str:
    """Returns the titles of the ancestors without the tree root."""
    steps = range(2 * Page.steplen, len(path) + 1, Page.steplen)
    return SEPARATOR.join(titles.get(path[:end], "") for end in steps)


def matches_for(
    documents: Iterable[Document], limit: int = 3
) -> dict[tuple[int, str], list[Match]]:
    """Returns translation and unit id → translation memory matches, for open units."""
    every = ((document, unit) for document in documents for unit in document.units if unit.is_open)
    found = {}
    for number, (document, unit) in enumerate(every):
        if number == MOST_WITH_MATCHES:
            break
        text = unit.segment.text
        found[document.pk, unit.id] = find_matches(
            text.source,
            text.source_language,
            text.target_language,
            context=Context(place=unit.segment.field_path or unit.segment.path),
            limit=limit,
        )
    return found


def comment_on(segment: Segment, trail: str = "") -> str:
    """Returns the facts one per line, in the active language."""
    terms = (
        gettext("Term: “%(term)s” is “%(official)s”") % {"term": term, "official": official}
        for term, official in terms_of(segment.text)
    )
    return "\n".join([*facts(segment, trail), *terms])


def facts(segment: Segment, trail: str = "") -> Iterator[str]:
    """Yields the page's breadcrumb, the field and its maximum length."""
    yield gettext("Page: %(title)s") % {"title": trail or segment.title}
    yield gettext("Field: %(label)s") % {"label": segment.label}
    if segment.text.limit is not None:
        yield gettext("At most %(limit)d characters") % {"limit": segment.text.limit}


def terms_of(text: Text) -> Iterator[tuple[str, str]]:
    """Yields terms of the original with their official translations (app `terms`)."""
    vocabulary = bilingual_terms.between(text.source_language, text.target_language)
    seen: set[str] = set()
    for match in vocabulary.source.find(text.source):
        main = vocabulary.main_translation(match.entry.concept)
        if main is not None and match.entry.concept not in seen:
            seen.add(match.entry.concept)
            yield match.entry.text, in_full(main)
