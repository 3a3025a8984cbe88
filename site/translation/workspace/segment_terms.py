"""Official terms in the segments of a translation, for the terms panel."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags

from terms import bilingual_terms
from terms.bilingual_terms import Vocabulary
from terms.term_languages import direction
from terms.term_values import Entry
from terms.translation_check import in_full, problems_by
from translation.sync.editor_data import EditorData


@dataclass(frozen=True)
class TermLine:
    """One term of the original and its official translation."""

    term: str
    expected: str
    """With its abbreviation; empty if there is no term in the language yet."""
    status: str
    is_unconfirmed: bool
    note: str
    avoid: list[str]
    """Terms that must not be used."""


@dataclass(frozen=True)
class SegmentTerms:
    """A plain original, its terms, and those its translation lacks."""

    text: str
    terms: list[TermLine]
    warnings: list[str]


@dataclass(frozen=True)
class TermPanel:
    """Data of the terms panel of the editor."""

    source_language: str
    target_language: str
    segments: list[SegmentTerms]

    @property
    def source_direction(self) -> str:
        """The text direction of the original: "ltr" or "rtl"."""
        return direction(self.source_language)

    @property
    def target_direction(self) -> str:
        """The text direction of the translation: "ltr" or "rtl"."""
        return direction(self.target_language)

    @property
    def terms_count(self) -> int:
        """The number of distinct terms."""
        return len({line.term for segment in self.segments for line in segment.terms})

    @property
    def warnings_count(self) -> int:
        """The number of warnings."""
        return sum(len(segment.warnings) for segment in self.segments)


def panel_for(data: EditorData) -> TermPanel:
    """Returns the panel, without segments that have no terms.

    One query in addition to those of the segments; none if the terms are cached.
    """
    source = data.translation.source.locale.language_code
    target = data.translation.target_locale.language_code
    terms = bilingual_terms.between(source, target)
    found = [_segment(terms, line.original, line.translated) for line in data.lines]
    worth_showing = [each for each in found if each.terms or each.warnings]
    return TermPanel(source, target, worth_showing)


def _segment(terms: Vocabulary, source: str, target: str) -> SegmentTerms:
    warnings = [problem.message for problem in problems_by(terms, source, target)]
    text = html.unescape(strip_tags(source))
    return SegmentTerms(text, list(_lines(terms, source)), warnings)


def _lines(terms: Vocabulary, source: str) -> Iterator[TermLine]:
    seen: set[str] = set()
    for match in terms.source.find(source):
        if match.entry.concept not in seen:
            seen.add(match.entry.concept)
            yield _line(terms, match.entry)


def _line(terms: Vocabulary, entry: Entry) -> TermLine:
    main = terms.main_translation(entry.concept)
    return TermLine(
        term=in_full(entry),
        expected=in_full(main) if main else "",
        status=main.status_label if main else "",
        is_unconfirmed=bool(main and main.is_unconfirmed),
        note=main.note if main else "",
        avoid=[each.text for each in terms.translations(entry.concept) if each.is_forbidden],
    )
