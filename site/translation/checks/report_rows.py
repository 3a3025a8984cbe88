"""Rows of the report “Translation checks”: one for each problem."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from translation.checks import translation_querysets
from translation.checks.edit_urls import edit_urls
from translation.checks.problems import Problem
from translation.checks.registry import LABELS
from translation.checks.set_aside_problems import pair_of
from translation.checks.translation_segments import Segment, segments_of
from translation.models import SetAsideProblem


@dataclass(frozen=True)
class ReportFilters:
    """Filters of the report; empty values match everything."""

    language: str = ""
    check: str = ""
    severity: str = ""
    section: Page | None = field(default=None, hash=False)

    def takes(self, problem: Problem) -> bool:
        """Whether the problem matches the filters."""
        return self.check in ("", problem.check) and self.severity in ("", problem.severity.value)


@dataclass(frozen=True)
class Row:
    """One row of the report: a segment and one of its problems."""

    segment: Segment
    problem: Problem
    url: str = ""
    """The edit URL."""

    @property
    def check_label(self) -> str:
        """The translated label of the check."""
        return str(LABELS[self.problem.check])


def rows(translations: Any, wanted: ReportFilters) -> list[Row]:
    """Returns the rows ordered by page, language and position of the segment."""
    if wanted.language:
        translations = translations.filter(target_locale__language_code=wanted.language)
    if wanted.section is not None:
        translations = translation_querysets.below(translations, wanted.section)
    return [
        Row(segment, problem)
        for segment in segments_of(translations)
        for problem in segment.problems
        if wanted.takes(problem)
    ]


def set_aside(translations: Any) -> list[tuple[Segment, SetAsideProblem]]:
    """Returns the dismissed errors of unchanged texts; one query if there are none."""
    known = {row.pair: row for row in SetAsideProblem.objects.select_related("user")}
    if not known:
        return []
    return [
        (segment, known[pair])
        for segment in segments_of(translations)
        if (pair := pair_of(segment.text)) in known
    ]


def with_urls(shown: list[Row]) -> list[Row]:
    """Returns the rows of one report page with their edit URLs."""
    urls = edit_urls(row.segment for row in shown)
    return [
        Row(row.segment, row.problem, urls.get((row.segment.key, row.segment.locale_id), ""))
        for row in shown
    ]
