"""What the translators' screen shows of a translation: passages with matches, terms and checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contributions.models import ContributionTranslation
from contributions.translating.checks import Results
from contributions.translating.memory import Match, matches
from contributions.translating.passages import Passage
from core.text.direction import direction_of
from terms import bilingual_terms
from terms.translation_check import in_full

# So many open passages get matches; each costs three queries.
SUGGESTED = 12


@dataclass(frozen=True)
class Row:
    """One passage on the screen; `place` is its number in the form."""

    place: int
    passage: Passage
    matches: list[Match]
    terms: list[tuple[str, str]]
    errors: list[str]
    warnings: list[str]

    @property
    def lines(self) -> int:
        """The height of its field."""
        return max(2, 1 + max(len(self.passage.source), len(self.passage.target)) // 60)


@dataclass(frozen=True)
class Sides:
    """Languages and directions of original and translation."""

    source: str
    target: str

    @property
    def source_direction(self) -> str:
        """Return "rtl" or "ltr"."""
        return direction_of(self.source)

    @property
    def target_direction(self) -> str:
        """Return "rtl" or "ltr"."""
        return direction_of(self.target)


def rows(
    user: Any, translation: ContributionTranslation, passages: list[Passage], results: Results
) -> Iterator[Row]:
    """Yields the rows of the form, in order. Only the first open ones cost queries (SUGGESTED)."""
    source, target = translation.contribution.language, translation.language
    vocabulary = bilingual_terms.between(source, target)
    left = SUGGESTED
    for place, passage in enumerate(passages):
        is_open = not passage.target.strip() or passage.is_stale
        found = matches(user, passage, source, target) if is_open and left > 0 else []
        left -= is_open
        terms = []
        for match in vocabulary.source.find(passage.source):
            main = vocabulary.main_translation(match.entry.concept)
            if main is not None:
                terms.append((in_full(match.entry), in_full(main)))
        yield Row(
            place,
            passage,
            found,
            list(dict.fromkeys(terms)),
            results.errors.get(place, []),
            results.warnings.get(place, []),
        )
