"""Official terms in the segments of a translation, for the terms panel."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from terms import bilingual_terms
from terms.bilingual_terms import Vocabulary
from terms.term_entries import Entry
from terms.term_languages import direction
from terms.translation_check import in_full, problems_by
from translation.editor_data import EditorData


@dataclass(frozen=True)
class SegmentTerms:
    """A plain original, its terms, and those its translation lacks."""

    text: str
    terms: list[dict[str, Any]]
    """Of `term_row`."""
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
        return len({row["term"] for segment in self.segments for row in segment.terms})

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
    return SegmentTerms(text, list(_rows(terms, source)), warnings)


def _rows(terms: Vocabulary, source: str) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for match in terms.source.find(source):
        if match.entry.concept not in seen:
            seen.add(match.entry.concept)
            yield term_row(terms, match.entry)


def term_row(terms: Vocabulary, entry: Entry) -> dict[str, Any]:
    """Returns a term of the original with its official translation, if there is one.

    `insert` is that translation, `expected` the same with its abbreviation, `avoid` what must not
    be used.
    """
    main = terms.main_translation(entry.concept)
    return {
        "term": in_full(entry),
        "insert": main.text if main else "",
        "expected": in_full(main) if main else "",
        "status": main.status_label if main else "",
        "isUnconfirmed": bool(main and main.is_unconfirmed),
        "note": main.note if main else "",
        "avoid": [each.text for each in terms.translations(entry.concept) if each.is_forbidden],
    }
